import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { Draft } from '../../../../common/entry.ts'
import type { LogId } from '../../../../common/log-id.ts'
import type { UnixTime } from '../../../../common/unix-time.ts'
import type { Appended, IdempotencyKey } from '../../../book.ts'
import { KeyReused } from '../../../errors.ts'
import { digest } from '../../../secrets.ts'
import { fingerprint } from '../../fingerprint.ts'
import { Expiry } from './expiry.ts'

/** What a key was used for. */
interface Post {
  readonly draft: Draft
  readonly replaces?: LogId | undefined
}

/** What came of a post at first. */
export interface Posted {
  readonly state: Appended['state']
  readonly id: LogId
  readonly writtenAt: UnixTime
}

/** Which entry each idempotency key added. Remember it in the transaction that adds the entry. */
export class IdempotencyKeys {
  readonly #find: StatementSync
  readonly #insert: StatementSync
  readonly #expiry: Expiry

  constructor(database: DatabaseSync) {
    this.#find = database.prepare(
      'SELECT fingerprint, entry, written_at, state FROM keys WHERE key = ? AND expires_at > ?',
    )
    this.#insert = database.prepare('INSERT OR REPLACE INTO keys VALUES (?, ?, ?, ?, ?, ?)')
    this.#expiry = new Expiry(database, 'keys', 'key')
  }

  /** Returns what was added under this key, even if it was removed since. Throws {@link KeyReused} if it was another post. */
  recall({ value }: IdempotencyKey, post: Post, now: UnixTime): Posted | undefined {
    const row = this.#find.get(digest(value), now)
    if (row === undefined) return undefined
    if (row.fingerprint !== fingerprintOf(post)) throw new KeyReused('the key was used for another entry')
    return { state: row.state as Posted['state'], id: String(row.entry), writtenAt: Number(row.written_at) }
  }

  remember({ value, lifetime }: IdempotencyKey, post: Post, { state, id, writtenAt }: Posted, now: UnixTime): void {
    this.#expiry.sweep(now)
    this.#insert.run(digest(value), fingerprintOf(post), id, writtenAt, now + lifetime, state)
  }
}

function fingerprintOf({ draft, replaces }: Post): string {
  return replaces === undefined ? fingerprint(draft) : `${fingerprint(draft)} ${replaces}`
}
