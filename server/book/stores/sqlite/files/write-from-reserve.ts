import type { DatabaseSync } from 'node:sqlite'
import type { Reserve } from './reserve.ts'
import { write } from './transaction.ts'

/** Runs `work` in one transaction with the reserve's space, then restores the reserve. Throws SQLite's error if that is not enough. */
export function writeFromReserve<Result>(database: DatabaseSync, reserve: Reserve, work: () => Result): Result {
  reserve.release()
  // Frees the log, which may be larger than the reserve.
  shortenLog(database)
  try {
    return write(database, () => {
      // Under the lock, no other process can have filled it again.
      reserve.release()
      return work()
    })
  } finally {
    refillReserve(database, reserve)
  }
}

/** Restores the reserve as far as the disk has room. Never throws. */
export function refillReserve(database: DatabaseSync, reserve: Reserve): void {
  if (reserve.isWhole) return
  shortenLog(database)
  try {
    // Under the lock, so that it does not take space that another process has just released.
    write(database, () => reserve.fill())
  } catch {
    // The next look tries again.
  }
}

function shortenLog(database: DatabaseSync): void {
  try {
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  } catch {
    // Then the log keeps its length and may still grow.
  }
}
