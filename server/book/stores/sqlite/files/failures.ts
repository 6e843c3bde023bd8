import { MaybeWritten, NotWritten, Unreadable } from '../../../errors.ts'

/** Translates an error of SQLite; returns other errors as they are. */
export function explainFailedWrite(error: unknown): unknown {
  if (!isSqliteError(error)) return error
  // A crash now may keep it or lose it.
  if (error.errcode === IOERR_FSYNC)
    return new MaybeWritten(`SQLite could not confirm: ${error.message}`, { cause: error })
  return new NotWritten(`SQLite could not write: ${explainSqlite(error)}`, { cause: error })
}

/** Like {@link explainFailedWrite}, for a read. */
export function explainFailedRead(error: unknown): unknown {
  return isSqliteError(error)
    ? new Unreadable(`SQLite could not read: ${explainSqlite(error)}`, { cause: error })
    : error
}

/** Says why a file could not be used and what the owner can do, as the end of a sentence. */
export function describeCause(error: unknown, path: string): string {
  if (isSqliteError(error)) return explainSqlite(error, path)
  switch (error instanceof Error && 'code' in error && error.code) {
    case 'EACCES':
    case 'EPERM':
      return MUST_BE_WRITABLE
    case 'ENOENT':
      return 'it or its directory does not exist'
    case 'EROFS':
      return 'it lies on a file system that is mounted read-only'
    case 'ENOSPC':
    case 'EDQUOT':
      return DISK_FULL
    case 'ENAMETOOLONG':
      return PATH_TOO_LONG
    case 'ELOOP':
      return 'it is a symbolic link that leads back to itself'
    default:
      return error instanceof Error ? error.message : String(error)
  }
}

export function isBusy(error: unknown): boolean {
  return isSqliteError(error) && (error.errcode & PRIMARY) === BUSY
}

/** True if the disk may lack room for a write, or for SQLite's files beside the database. */
export function isOutOfRoom(error: unknown): boolean {
  if (error instanceof NotWritten) return isOutOfRoom(error.cause)
  return isSqliteError(error) && [FULL, CANNOT_OPEN, IOERR_WRITE, IOERR_SHMSIZE].includes(error.errcode)
}

/** False for errors of `node:sqlite` itself, which have no result code. */
export function isSqliteError(error: unknown): error is SqliteError {
  return error instanceof Error && 'errcode' in error && typeof error.errcode === 'number'
}

interface SqliteError extends Error {
  /** https://sqlite.org/rescode.html */
  readonly errcode: number
}

function explainSqlite({ errcode, message }: SqliteError, path = ''): string {
  if (LOCKS_FAILED.includes(errcode)) return `${message}: ${NO_LOCKS}`
  if (errcode === IOERR_SHMSIZE) return DISK_FULL
  switch (errcode & PRIMARY) {
    case BUSY:
      return `${message}: another process is using it`
    case READONLY:
      return `${message}: ${MUST_BE_WRITABLE}`
    case CORRUPT:
    case NOT_A_DATABASE:
      return `${message}: ${DAMAGED}`
    case FULL:
      return `${message}: ${DISK_FULL}`
    case CANNOT_OPEN:
      return `${message}: ${Buffer.byteLength(path) > LONGEST_PATH ? PATH_TOO_LONG : MUST_BE_WRITABLE}`
    case PROTOCOL:
      return `${message}: ${NO_LOCKS}`
    default:
      return message.startsWith('no such ') ? `${message}: ${DAMAGED}` : message
  }
}

const DAMAGED = 'it is damaged or not a guestbook. Put a backup of the book in its place'
const MUST_BE_WRITABLE =
  'the directory, guestbook.db and the files beside it must be readable and writable by the user that the guestbook runs as'
const DISK_FULL = 'the disk is full. Make some room on it'
const NO_LOCKS =
  'its file system does not support the locks that SQLite needs, as network file systems often do not. Keep the book on a local disk'
const PATH_TOO_LONG = 'its path is too long. Choose a shorter one'

const PRIMARY = 0xff
const BUSY = 5
const READONLY = 8
const CORRUPT = 11
const FULL = 13
const CANNOT_OPEN = 14
const PROTOCOL = 15
const NOT_A_DATABASE = 26
const IOERR_WRITE = 778
const IOERR_FSYNC = 1034
const IOERR_SHMSIZE = 4874

/** The extended codes of I/O errors from fcntl and mmap: UNLOCK, RDLOCK, LOCK, SHMOPEN, SHMLOCK, SHMMAP. */
const LOCKS_FAILED = [2058, 2314, 3850, 4618, 5130, 5386]

/** SQLite allows 512, including the suffixes of its own files. */
const LONGEST_PATH = 500
