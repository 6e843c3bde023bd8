import type { DatabaseSync } from 'node:sqlite'

/** Runs `work` in a write transaction, which is rolled back if it throws. */
export function write<Result>(database: DatabaseSync, work: () => Result): Result {
  return transact(database, 'BEGIN IMMEDIATE', work)
}

/** Runs `work`, which only reads, on one consistent state. */
export function read<Result>(database: DatabaseSync, work: () => Result): Result {
  return transact(database, 'BEGIN', work)
}

function transact<Result>(database: DatabaseSync, begin: string, work: () => Result): Result {
  database.exec(begin)
  try {
    const result = work()
    database.exec('COMMIT')
    return result
  } catch (error) {
    rollBack(database)
    throw error
  }
}

/** Some errors have rolled back already (https://sqlite.org/lang_transaction.html). A second error would hide the first. */
function rollBack(database: DatabaseSync): void {
  if (!database.isTransaction) return
  try {
    database.exec('ROLLBACK')
  } catch {}
}
