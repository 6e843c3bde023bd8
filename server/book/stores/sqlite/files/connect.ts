import { statSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import type { BookFiles } from './book-files.ts'
import { DataDirectoryUnusable } from './data-directory.ts'
import type { DiskSpace } from './disk-space.ts'
import { isOutOfRoom } from './failures.ts'
import { isOurs, uncheckedFormat } from './format.ts'
import type { Reserve } from './reserve.ts'

/** The wait for another writer blocks this process. */
const BUSY_TIMEOUT_MS = 5000

const PAGE_BYTES = 4096

/** SQLite maps its log's index into memory: without disk space for a page of it, the system kills the process (SIGBUS). */
const BYTES_TO_OPEN = 128 * 1024

export interface ConnectOptions {
  readonly files: BookFiles
  readonly reserve: Reserve
  readonly readSpace: () => DiskSpace | undefined
}

/** A connection, and whether it locks out all other processes. */
export interface Connection {
  readonly database: DatabaseSync
  readonly isLocked: boolean
}

/** Like {@link connectShared}, but locks the database if there is no room for the shared index. {@link unlock} undoes that. */
export function connectOrLock(options: ConnectOptions): Connection {
  try {
    return { database: connectShared(options), isLocked: false }
  } catch (error) {
    if (!(error instanceof NoRoom || isOutOfRoom(error)) || statSync(options.files.database).size === 0) throw error
    return { database: connect(options, 'EXCLUSIVE'), isLocked: true }
  }
}

/** Connects to the book's file; on a full disk, it uses the reserve. Throws {@link NoRoom} or SQLite's errors. */
export function connectShared(options: ConnectOptions): DatabaseSync {
  const { files, reserve, readSpace } = options
  const hasRoom = () => (readSpace()?.free ?? Number.POSITIVE_INFINITY) >= BYTES_TO_OPEN
  try {
    if (hasRoom()) return connect(options, 'NORMAL')
  } catch (error) {
    if (!isOutOfRoom(error)) throw error
  }
  reserve.release()
  if (!hasRoom()) throw new NoRoom(files.database)
  return connect(options, 'NORMAL')
}

class NoRoom extends DataDirectoryUnusable {
  constructor(path: string) {
    super(`${path} cannot be used for a guestbook: the disk is full. Make some room on it.`)
  }
}

/** Lets other processes use the database again. Throws SQLite's error if there is still no room. */
export function unlock(database: DatabaseSync): void {
  // A lock older than the log can only be released without the log (https://sqlite.org/pragma.html#pragma_locking_mode).
  database.exec('PRAGMA journal_mode = DELETE; PRAGMA locking_mode = NORMAL; SELECT 1 FROM sqlite_schema')
  database.exec('PRAGMA journal_mode = WAL')
  useIndex(database)
}

/** Makes SQLite allocate the whole index, so that no page of it can lack room later. */
export function useIndex(database: DatabaseSync): void {
  database.exec(`PRAGMA user_version = ${uncheckedFormat(database)}`)
}

/** Runs `work`. If it throws, closes the database. */
export function closedOnError<Result>(database: DatabaseSync, work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    database.close()
    throw error
  }
}

function connect({ files, reserve }: ConnectOptions, locking: 'NORMAL' | 'EXCLUSIVE'): DatabaseSync {
  const database = new DatabaseSync(files.database, { timeout: BUSY_TIMEOUT_MS })
  return closedOnError(database, () => {
    database.exec(`PRAGMA locking_mode = ${locking}`)
    // Another program's file is not changed, and is refused later.
    if (!isOurs(database)) return database
    // Readers and a writer do not block each other, and commits reach the disk (macOS needs more than fsync).
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA fullfsync = ON')
    // Removed entries are overwritten in the file.
    database.exec('PRAGMA secure_delete = ON')
    // Checkpoints before the log is half as large as the reserve, so that the reserve covers a checkpoint and a removal.
    database.exec(`PRAGMA wal_autocheckpoint = ${Math.floor(reserve.size / 2 / PAGE_BYTES)}`)
    return database
  })
}
