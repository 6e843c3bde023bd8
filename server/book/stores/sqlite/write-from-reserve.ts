import type { DatabaseSync } from 'node:sqlite'
import type { Reserve } from './reserve.ts'
import { write } from './transaction.ts'

/**
 * Does `work` in one transaction with the room that the reserve holds, then takes it back.
 * Throws what SQLite throws where that is not enough.
 */
export function writeFromReserve<Result>(database: DatabaseSync, reserve: Reserve, work: () => Result): Result {
  reserve.release()
  // What is written back need not be in the log any longer, which may be larger than the reserve.
  shortenLog(database)
  try {
    return write(database, () => {
      // Under the lock nobody else can have filled it in the meantime.
      reserve.release()
      return work()
    })
  } finally {
    takeBack(database, reserve)
  }
}

/** Fills the reserve again where it is not whole, as far as there is room. */
export function takeBack(database: DatabaseSync, reserve: Reserve): void {
  if (reserve.isWhole) return
  shortenLog(database)
  try {
    // Under the lock, so that it does not take what another process has just released.
    write(database, () => reserve.fill())
  } catch {
    // The next look tries again.
  }
}

function shortenLog(database: DatabaseSync): void {
  try {
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  } catch {
    // The log stays as long as it is, and may still grow.
  }
}
