import { rmSync, statSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'
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
import { mark, readFormat, requireFormat } from './format.ts'
import { type Migration, migrate } from './migrations.ts'
import { createPrivateFile, makePrivate } from './private-files.ts'
import { write } from './transaction.ts'
import { takeBack } from './write-from-reserve.ts'

export interface DatabaseOptions extends ConnectOptions {
  /** The formats that are known. */
  readonly migrations: readonly Migration[]
}

export interface ServedDatabaseOptions extends DatabaseOptions {
  /** Writes what a new book holds, in the transaction that makes it. */
  readonly fill: (database: DatabaseSync) => void
  /** The time in milliseconds since 1970. */
  readonly now: () => number
  /** Is told the old format and the path of the copy that was made of it. */
  readonly migrated: (from: number, copy: string) => void
}

/**
 * Opens the book's file for the process that has claimed it, brings it up to date, and makes it where there is none. On a full
 * disk the book may be locked, and can then only be read. Throws `DataDirectoryUnusable` for what is no guestbook, or one of a
 * newer version.
 */
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
      // A copy is not made in the room that is kept for removals.
      takeBack(database, reserve)
      if (format === 'new') makeBook(database, options)
      else if (format < migrations.length) bringUpToDate(database, format, options)
      return connection
    })
  })
}

/** Opens the file of a book that another process may be serving. Throws `DataDirectoryUnusable` where there is none in today's format. */
export function openDatabaseAlongside(options: DatabaseOptions): DatabaseSync {
  const { files, reserve, migrations } = options
  return explained(files, () => {
    const database = connectShared(options)
    return closedOnError(database, () => {
      requireFormat(database, files, migrations.length)
      useIndex(database)
      takeBack(database, reserve)
      return database
    })
  })
}

function makeBook(database: DatabaseSync, { migrations, fill }: ServedDatabaseOptions): void {
  write(database, () => {
    mark(database)
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
    // The book is as it was, and the next start makes another copy.
    rmSync(copy, { force: true })
    throw error
  }
  options.migrated(format, copy)
}

/** SQLite opens a read-only file without a word, and says so at the first write, which is taken back here. */
function requireWritable(database: DatabaseSync): void {
  database.exec('BEGIN IMMEDIATE; UPDATE book SET total = total; ROLLBACK')
}

/** SQLite would throw away the log of a database that is gone, and what was acknowledged with it. */
function refuseLostDatabase({ database }: BookFiles): void {
  const size = (path: string) => statSync(path, { throwIfNoEntry: false })?.size ?? 0
  if (size(database) > 0 || size(`${database}-wal`) === 0) return
  throw new DataDirectoryUnusable(
    `${database} is gone or empty, but ${database}-wal beside it still holds entries: put the book's file back, or remove that one to begin a new book.`,
  )
}

/** What SQLite says of the book's file becomes an error that stops the start. */
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
