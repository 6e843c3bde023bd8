import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { UnixTime } from '../../../../common/unix-time.ts'

/** More than one, so that expired rows do not pile up. */
const ROWS_PER_SWEEP = 8

/** Deletes expired rows, a few each time, of a table with a column `expires_at`. */
export class Expiry {
  readonly #sweep: StatementSync

  constructor(database: DatabaseSync, table: string, key: string) {
    this.#sweep = database.prepare(
      `DELETE FROM ${table} WHERE ${key} IN (SELECT ${key} FROM ${table} WHERE expires_at <= ? ORDER BY expires_at LIMIT ${ROWS_PER_SWEEP})`,
    )
  }

  sweep(now: UnixTime): void {
    this.#sweep.run(now)
  }
}
