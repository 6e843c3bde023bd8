import type { DatabaseSync } from 'node:sqlite'

/** Does `work` in one transaction: all of it is kept, or, where it throws, nothing. */
export function write<Result>(database: DatabaseSync, work: () => Result): Result {
  return transact(database, 'BEGIN IMMEDIATE', work)
}

/** Does `work`, which only reads, on one state of the database, whatever another process writes meanwhile. */
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

/** Some errors have rolled back already (https://sqlite.org/lang_transaction.html); one in here would only hide the first. */
function rollBack(database: DatabaseSync): void {
  if (!database.isTransaction) return
  try {
    database.exec('ROLLBACK')
  } catch {}
}
