import { rmSync, statSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'
import type { UnixTime } from '../../../../common/unix-time.ts'
import { type Migration, migrate } from '../migrations/migrations.ts'
import type { BookFiles } from './book-files.ts'
import {
  type Connection,
  type ConnectOptions,
  closedOnError,
  connectOrLock,
  connectShared,
  useIndex,
} from './connect.ts'
import { copyDatabase } from './copy-database.ts'
import { DataDirectoryUnusable, unusable } from './data-directory.ts'
import { isSqliteError } from './failures.ts'
import { markAsGuestbook, readFormat, requireFormat } from './format.ts'
import { createPrivateFile, makePrivate } from './private-files.ts'
import { write } from './transaction.ts'
import { refillReserve } from './write-from-reserve.ts'

/** SQLite has no queue: beside a book that is signed without pause, a writer may find it locked dozens of times. */
const PATIENCE_ALONGSIDE_MS = 60_000

interface DatabaseOptions extends ConnectOptions {
  readonly migrations: readonly Migration[]
}

interface ServedDatabaseOptions extends DatabaseOptions {
  readonly fill: (database: DatabaseSync) => void
  readonly now: () => UnixTime
  readonly migrated: (from: number, copy: string) => void
}

/** Creates or migrates the book's file. On a full disk it may be read-only. Throws `DataDirectoryUnusable`. */
export function openDatabase(options: ServedDatabaseOptions): Connection {
  const { files, reserve, migrations } = options
  return explained(files, () => {
    refuseLostDatabase(files)
    createPrivateFile(files.database)
    makePrivate(files)
    const connection = connectOrLock(options)
    const { database, isLocked } = connection
    return closedOnError(database, () => {
      const format = readFormat(database, files, migrations.length)
      if (isLocked) requireWritable(database)
      else if (format !== 'new') useIndex(database)
      refillReserve(database, reserve)
      if (format === 'new') makeBook(database, options)
      else if (format < migrations.length) bringUpToDate(database, format, options)
      return connection
    })
  })
}

/** Opens a book that another process may be serving. Throws `DataDirectoryUnusable` unless it has the latest format. */
export function openDatabaseAlongside(options: DatabaseOptions): DatabaseSync {
  const { files, reserve, migrations } = options
  return explained(files, () => {
    const database = connectShared(options)
    return closedOnError(database, () => {
      database.exec(`PRAGMA busy_timeout = ${PATIENCE_ALONGSIDE_MS}`)
      requireFormat(database, files, migrations.length)
      useIndex(database)
      refillReserve(database, reserve)
      return database
    })
  })
}

function makeBook(database: DatabaseSync, { migrations, fill }: ServedDatabaseOptions): void {
  write(database, () => {
    markAsGuestbook(database)
    migrate(database, 0, migrations)
    fill(database)
  })
}

function bringUpToDate(database: DatabaseSync, format: number, options: ServedDatabaseOptions): void {
  const { files, migrations } = options
  const copy = copyDatabase(database, files, format, options.now())
  try {
    write(database, () => migrate(database, format, migrations))
  } catch (error) {
    rmSync(copy, { force: true })
    throw error
  }
  options.migrated(format, copy)
}

/** SQLite only reports a read-only file at the first write. */
function requireWritable(database: DatabaseSync): void {
  database.exec('BEGIN IMMEDIATE; UPDATE book SET total = total; ROLLBACK')
}

/** If the database is gone, SQLite would delete its log, and confirmed entries with it. */
function refuseLostDatabase({ database }: BookFiles): void {
  const size = (path: string) => statSync(path, { throwIfNoEntry: false })?.size ?? 0
  if (size(database) > 0 || size(`${database}-wal`) === 0) return
  throw new DataDirectoryUnusable(
    `${database} is gone or empty, but ${database}-wal beside it still holds entries: put the book's file back, or delete ${database}-wal to begin a new book.`,
  )
}

function explained<Result>({ database }: BookFiles, work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    throw isSqliteError(error) || isSystemError(error) ? unusable(database, error) : error
  }
}

function isSystemError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error
}
