import { statSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import type { BookFiles } from './book-files.ts'
import { DataDirectoryUnusable } from './data-directory.ts'
import type { DiskSpace } from './disk-space.ts'
import { isOutOfRoom } from './failures.ts'
import { isOurs } from './format.ts'
import type { Reserve } from './reserve.ts'

/** How long to wait for another process that is writing, in milliseconds. It blocks this one; what is waited for takes far less. */
const BUSY_TIMEOUT = 5000

const PAGE_SIZE = 4096

/**
 * What must be free to open a database, in bytes. SQLite maps the index of its log into memory: where the disk then has no room
 * for a page of it, the system ends the process (SIGBUS), on file systems whose blocks are smaller than a page.
 */
const ROOM_TO_OPEN = 128 * 1024

export interface ConnectOptions {
  readonly files: BookFiles
  readonly reserve: Reserve
  /** Undefined where it cannot be found out. */
  readonly readSpace: () => DiskSpace | undefined
}

/** A connection, and whether this process had to lock the database against all others. */
export interface Connection {
  readonly database: DatabaseSync
  readonly isLocked: boolean
}

/**
 * Connects to the book's file; on a full disk with the room of the reserve, and where there is none with a lock instead of the
 * index that processes share, which is enough to read. {@link unlock} ends that. Throws SQLite's errors.
 */
export function connectOrLock(options: ConnectOptions): Connection {
  try {
    return { database: connectShared(options), isLocked: false }
  } catch (error) {
    if (!(error instanceof NoRoom || isOutOfRoom(error)) || statSync(options.files.database).size === 0) throw error
    return { database: connect(options, 'EXCLUSIVE'), isLocked: true }
  }
}

/** Connects to the book's file, on a full disk with the room of the reserve. Throws {@link NoRoom} or SQLite's errors. */
export function connectShared(options: ConnectOptions): DatabaseSync {
  const { files, reserve, readSpace } = options
  const hasRoom = () => (readSpace()?.free ?? Number.POSITIVE_INFINITY) >= ROOM_TO_OPEN
  try {
    if (hasRoom()) return connect(options, 'NORMAL')
  } catch (error) {
    if (!isOutOfRoom(error)) throw error
  }
  reserve.release()
  if (!hasRoom()) throw new NoRoom(files.database)
  return connect(options, 'NORMAL')
}

/** The disk is full, and the reserve empty. */
export class NoRoom extends DataDirectoryUnusable {
  constructor(path: string) {
    super(`${path} cannot be used for a guestbook: the disk is full. Make some room on it.`)
  }
}

/** Lets other processes use a locked database again. Throws SQLite's error where there is still no room for that. */
export function unlock(database: DatabaseSync): void {
  // A lock that was there before the log can be given up only without the log (https://sqlite.org/pragma.html#pragma_locking_mode).
  database.exec('PRAGMA journal_mode = DELETE; PRAGMA locking_mode = NORMAL; SELECT 1 FROM sqlite_schema')
  database.exec('PRAGMA journal_mode = WAL')
  useIndex(database)
}

/** Writes once, which makes SQLite use all of the index: from then on no page of it can lack room. */
export function useIndex(database: DatabaseSync): void {
  const format = Number(database.prepare('PRAGMA user_version').get()?.user_version)
  database.exec(`PRAGMA user_version = ${format}`)
}

/** Closes the database where `work` throws. */
export function closedOnError<Result>(database: DatabaseSync, work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    database.close()
    throw error
  }
}

function connect({ files, reserve }: ConnectOptions, locking: 'NORMAL' | 'EXCLUSIVE'): DatabaseSync {
  const database = new DatabaseSync(files.database, { timeout: BUSY_TIMEOUT })
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
