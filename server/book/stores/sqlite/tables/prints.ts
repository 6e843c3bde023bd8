import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { DAY_MS, type UnixTime } from '../../../../common/unix-time.ts'
import { startOfDay } from '../../../days.ts'

/** Hashes of the texts that came today or yesterday (UTC). */
export class Prints {
  readonly #find: StatementSync
  readonly #insert: StatementSync
  readonly #forget: StatementSync

  constructor(database: DatabaseSync) {
    this.#find = database.prepare('SELECT 1 FROM prints WHERE print = ? AND day >= ?')
    this.#insert = database.prepare('INSERT OR REPLACE INTO prints VALUES (?, ?)')
    this.#forget = database.prepare('DELETE FROM prints WHERE day < ?')
  }

  has(print: string, now: UnixTime): boolean {
    return this.#find.get(print, startOfDay(now) - DAY_MS) !== undefined
  }

  remember(print: string, now: UnixTime): void {
    this.#insert.run(print, startOfDay(now))
  }

  /** Reads all, so call it once a day. */
  forgetOlder(now: UnixTime): void {
    this.#forget.run(startOfDay(now) - DAY_MS)
  }
}
