import { rmSync, statSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import type { BookFiles } from './book-files.ts'
import { copyDatabase } from './copy-database.ts'
import { DataDirectoryUnusable, unusable } from './data-directory.ts'
import { isOutOfRoom, isSqliteError } from './failures.ts'
import { isOurs, mark, readFormat, requireFormat } from './format.ts'
import { type Migration, migrate } from './migrations.ts'
import { createPrivateFile, makePrivate } from './private-files.ts'
import type { Reserve } from './reserve.ts'
import { write } from './transaction.ts'
import { takeBack } from './write-from-reserve.ts'

/** How long to wait for another process that is writing, in milliseconds. It blocks this one; what is waited for takes far less. */
const BUSY_TIMEOUT = 5000

const PAGE_SIZE = 4096

export interface DatabaseOptions {
  readonly files: BookFiles
  readonly reserve: Reserve
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

/** A database, and whether this process had to lock it against all others. */
export interface OpenDatabase {
  readonly database: DatabaseSync
  readonly isLocked: boolean
}

/**
 * Opens the book's file for the process that has claimed it, brings it up to date, and makes it where there is none. On a disk
 * too full for the index that SQLite shares between processes, the book is locked and can only be read; {@link unlock} ends
 * that. Throws `DataDirectoryUnusable` for what is no guestbook, or one of a newer version.
 */
export function openDatabase(options: ServedDatabaseOptions): OpenDatabase {
  const { files, reserve } = options
  return explained(files, () => {
    refuseLostDatabase(files)
    createPrivateFile(files.database)
    makePrivate(files)
    const opened = connectInLittleRoom(files, reserve)
    return closedOnError(opened.database, () => {
      // A copy is not made in the room that is kept for removals.
      takeBack(opened.database, reserve)
      bringUpToDate(opened.database, options)
      requireWritable(opened.database)
      return opened
    })
  })
}

/** Opens the file of a book that another process may be serving. Throws `DataDirectoryUnusable` where there is none in today's format. */
export function openDatabaseAlongside({ files, reserve, migrations }: DatabaseOptions): DatabaseSync {
  return explained(files, () => {
    const database = connectOrRelease(files, reserve)
    return closedOnError(database, () => {
      requireFormat(database, files, migrations.length)
      return database
    })
  })
}

/** Lets other processes use the book again. Throws SQLite's error where there is still no room for that. */
export function unlock(database: DatabaseSync): void {
  // A lock that was there before the log can be given up only without the log (https://sqlite.org/pragma.html#pragma_locking_mode).
  database.exec('PRAGMA journal_mode = DELETE; PRAGMA locking_mode = NORMAL; SELECT 1 FROM sqlite_schema')
  database.exec('PRAGMA journal_mode = WAL')
}

function bringUpToDate(database: DatabaseSync, options: ServedDatabaseOptions): void {
  const { files, migrations } = options
  const format = readFormat(database, files, migrations.length)
  if (format === 'new') {
    write(database, () => {
      mark(database)
      migrate(database, 0, migrations)
      options.fill(database)
    })
  } else if (format < migrations.length) {
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

function connectInLittleRoom(files: BookFiles, reserve: Reserve): OpenDatabase {
  try {
    return { database: connectOrRelease(files, reserve), isLocked: false }
  } catch (error) {
    if (!isOutOfRoom(error) || statSync(files.database).size === 0) throw error
    return { database: connect(files, reserve, 'EXCLUSIVE'), isLocked: true }
  }
}

/** Gives the reserve to SQLite where the disk is full; it is filled again by whoever uses the database. */
function connectOrRelease(files: BookFiles, reserve: Reserve): DatabaseSync {
  try {
    return connect(files, reserve, 'NORMAL')
  } catch (error) {
    if (!isOutOfRoom(error)) throw error
    reserve.release()
    return connect(files, reserve, 'NORMAL')
  }
}

function connect({ database: path }: BookFiles, reserve: Reserve, locking: 'NORMAL' | 'EXCLUSIVE'): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: BUSY_TIMEOUT })
  return closedOnError(database, () => {
    database.exec(`PRAGMA locking_mode = ${locking}`)
    // Another program's file is left as it is, and refused later.
    if (!isOurs(database)) return database
    // Readers and a writer do not hold each other up, and what is committed is on the disk (on macOS fsync alone does not see to that).
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA fullfsync = ON')
    // What is taken out of the book is overwritten in the file, too, not merely no longer listed there.
    database.exec('PRAGMA secure_delete = ON')
    // The log is written back before it is half as large as the reserve, which is then enough for that and for a removal.
    database.exec(`PRAGMA wal_autocheckpoint = ${Math.floor(reserve.size / 2 / PAGE_SIZE)}`)
    return database
  })
}

/** What SQLite says of the book's file becomes an error that stops the start. */
function explained<Result>({ database }: BookFiles, work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    throw isSqliteError(error) || isSystemError(error) ? unusable(database, error) : error
  }
}

function closedOnError<Result>(database: DatabaseSync, work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    database.close()
    throw error
  }
}

function isSystemError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error
}
