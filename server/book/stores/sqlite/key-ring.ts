import { hash } from 'node:crypto'
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { type Draft, type Entry, entryOf } from '../../../common/entry.ts'
import type { IdempotencyKey } from '../../book.ts'
import { KeyReused } from '../../errors.ts'
import { fingerprint } from '../fingerprint.ts'

/** More than one, so that expired keys cannot pile up. */
const SWEEP = 8

/** Remembers which entry each idempotency key added. Call it within the entry's own transaction. */
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

  /** Returns the entry added under this key, even if it was removed since. Throws {@link KeyReused} if it was another draft. */
  recall({ value }: IdempotencyKey, draft: Draft, now: number): Entry | undefined {
    const row = this.#find.get(digest(value), now)
    if (row === undefined) return undefined
    if (row.fingerprint !== fingerprint(draft)) throw new KeyReused('the key was used for another entry')
    return entryOf(String(row.entry), draft, new Date(Number(row.written_at)).toISOString())
  }

  /** Remembers that the key added `entry`. `now` is in milliseconds since 1970. */
  remember(key: IdempotencyKey, entry: Entry, now: number): void {
    this.#sweep.run(now)
    this.#insert.run(digest(key.value), fingerprint(entry), entry.id, Date.parse(entry.createdAt), now + key.lifetime)
  }
}

/** Gives keys a fixed length, and keeps their words out of the file. */
function digest(text: string): string {
  return hash('sha256', text, 'base64url')
}
