import { hash } from 'node:crypto'
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { type Draft, type Entry, entryOf } from '../../../shared/entry.ts'
import { type IdempotencyKey, KeyReused } from '../../book.ts'
import { fingerprint } from '../fingerprint.ts'

/** How many forgotten keys are cleared away with each new one: more than one, so that they cannot pile up. */
const SWEEP = 8

/** Remembers under which idempotency keys entries were added. The caller puts it into the entry's own transaction. */
export class KeyRing {
  readonly #find: StatementSync
  readonly #insert: StatementSync
  readonly #sweep: StatementSync

  constructor(database: DatabaseSync) {
    const prepare = (sql: string) => database.prepare(sql)
    this.#find = prepare('SELECT fingerprint, entry, written_at FROM keys WHERE key = ? AND expires_at > ?')
    this.#insert = prepare('INSERT OR REPLACE INTO keys VALUES (?, ?, ?, ?, ?)')
    this.#sweep = prepare(
      `DELETE FROM keys WHERE key IN (SELECT key FROM keys WHERE expires_at <= ? ORDER BY expires_at LIMIT ${SWEEP})`,
    )
  }

  /**
   * The entry that was added under this key, also where it has been removed since, and undefined where none was or it is
   * forgotten. Throws {@link KeyReused} where that was another draft.
   */
  recall({ value }: IdempotencyKey, draft: Draft, now: number): Entry | undefined {
    const row = this.#find.get(digest(value), now)
    if (row === undefined) return undefined
    if (row.fingerprint !== fingerprint(draft)) throw new KeyReused('the key was used for another entry')
    return entryOf(String(row.entry), draft, new Date(Number(row.written_at)).toISOString())
  }

  /** Remembers, or goes on remembering, that this key has added `entry`: from `now` on, in milliseconds since 1970, for as long as the key says. */
  remember(key: IdempotencyKey, entry: Entry, now: number): void {
    this.#sweep.run(now)
    this.#insert.run(digest(key.value), fingerprint(entry), entry.id, Date.parse(entry.createdAt), now + key.lifetime)
  }
}

/** Of one length for keys of any length, and nobody's words once an entry is gone. */
function digest(text: string): string {
  return hash('sha256', text, 'base64url')
}
