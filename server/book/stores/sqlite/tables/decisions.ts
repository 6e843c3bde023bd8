import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { LogId } from '../../../../common/log-id.ts'
import type { UnixTime } from '../../../../common/unix-time.ts'
import { DECISION_LIFETIME_MS, type Decided } from '../../../moderation.ts'
import { Expiry } from './expiry.ts'

interface Decision {
  readonly verdict: Decided['verdict']
  readonly entry?: LogId | undefined
  readonly author: string | undefined
}

/** Remembers what became of entries of the drawers. */
export class Decisions {
  readonly #find: StatementSync
  readonly #insert: StatementSync
  readonly #expiry: Expiry

  constructor(database: DatabaseSync) {
    this.#find = database.prepare('SELECT verdict, entry, author FROM decisions WHERE held = ? AND expires_at > ?')
    this.#insert = database.prepare('INSERT OR REPLACE INTO decisions VALUES (?, ?, ?, ?, ?)')
    this.#expiry = new Expiry(database, 'decisions', 'held')
  }

  find(held: LogId, now: UnixTime): Decided | undefined {
    const row = this.#find.get(held, now)
    if (row === undefined) return undefined
    const verdict = row.verdict as Decided['verdict']
    return verdict === 'publish' ? { verdict, entry: String(row.entry) } : { verdict }
  }

  /** The id in the drawers that an entry has now, which earlier verdicts may have changed. */
  currentId(held: LogId, now: UnixTime): LogId {
    let id = held
    for (;;) {
      const row = this.#find.get(id, now)
      if (row?.verdict !== 'spam' && row?.verdict !== 'wait') return id
      id = String(row.entry)
    }
  }

  /** The id of the published entry if this author wrote it. */
  publishedBy(author: string, held: LogId, now: UnixTime): LogId | undefined {
    const row = this.#find.get(held, now)
    return row?.verdict === 'publish' && row.author === author ? String(row.entry) : undefined
  }

  remember(held: LogId, { verdict, entry, author }: Decision, now: UnixTime): void {
    this.#expiry.sweep(now)
    this.#insert.run(held, verdict, entry ?? null, author ?? null, now + DECISION_LIFETIME_MS)
  }
}
