import { MaybeWritten, NotWritten, Unreadable } from '../book.ts'

/** What a failed write means for the one who asked for it; whatever is not SQLite's own error is handed back as it is. */
export function explainFailedWrite(error: unknown): unknown {
  if (!isSqliteError(error)) return error
  // Written to the log file but not known to be on the disk: a crash now may keep it or lose it.
  if (error.errcode === IOERR_FSYNC)
    return new MaybeWritten(`SQLite could not confirm: ${error.message}`, { cause: error })
  return new NotWritten(`SQLite could not write: ${error.message}`, { cause: error })
}

/** As {@link explainFailedWrite}, for a read. */
export function explainFailedRead(error: unknown): unknown {
  return isSqliteError(error) ? new Unreadable(`SQLite could not read: ${error.message}`, { cause: error }) : error
}

/** True where another connection holds a lock. */
export function isBusy(error: unknown): boolean {
  return isSqliteError(error) && (error.errcode & PRIMARY) === BUSY
}

/** True for what `node:sqlite` throws when SQLite itself has failed; its other errors have no result code. */
export function isSqliteError(error: unknown): error is SqliteError {
  return error instanceof Error && 'errcode' in error && typeof error.errcode === 'number'
}

interface SqliteError extends Error {
  /** https://sqlite.org/rescode.html */
  readonly errcode: number
}

/** The low byte of an extended result code is the primary one. */
const PRIMARY = 0xff
const BUSY = 5
const IOERR_FSYNC = 1034
