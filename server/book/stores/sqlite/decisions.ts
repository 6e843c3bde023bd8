import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { LogId } from '../../../common/log-id.ts'
import { DECISION_LIFETIME, type Decided } from '../../moderation.ts'
import { Expiry } from './expiry.ts'

/** Remembers what became of entries of the drawers. The caller provides the transactions; `now` is in milliseconds since 1970. */
export class Decisions {
  readonly #find: StatementSync
  readonly #insert: StatementSync
  readonly #expiry: Expiry

  constructor(database: DatabaseSync) {
    this.#find = database.prepare('SELECT verdict, entry FROM decisions WHERE held = ? AND expires_at > ?')
    this.#insert = database.prepare('INSERT OR REPLACE INTO decisions VALUES (?, ?, ?, ?)')
    this.#expiry = new Expiry(database, 'decisions', 'held')
  }

  find(held: LogId, now: number): Decided | undefined {
    const row = this.#find.get(held, now)
    if (row === undefined) return undefined
    const verdict = row.verdict as Decided['verdict']
    return verdict === 'publish' ? { verdict, entry: String(row.entry) } : { verdict }
  }

  /** The id in the drawers that an entry has now, which earlier verdicts may have changed. */
  currentId(held: LogId, now: number): LogId {
    let id = held
    for (;;) {
      const row = this.#find.get(id, now)
      if (row?.verdict !== 'spam' && row?.verdict !== 'wait') return id
      id = String(row.entry)
    }
  }

  /** @param entry The id that it got */
  remember(held: LogId, verdict: Decided['verdict'], entry: LogId | undefined, now: number): void {
    this.#expiry.sweep(now)
    this.#insert.run(held, verdict, entry ?? null, now + DECISION_LIFETIME)
  }
}
