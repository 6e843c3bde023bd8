import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { LogId } from '../../../../common/log-id.ts'
import type { UnixTime } from '../../../../common/unix-time.ts'
import { MOVE_LIFETIME_MS } from '../../../book.ts'
import { toText } from './entry-row.ts'
import { Expiry } from './expiry.ts'

/** Remembers which entry replaced another. */
export class Moves {
  readonly #find: StatementSync
  readonly #insert: StatementSync
  readonly #expiry: Expiry

  constructor(database: DatabaseSync) {
    this.#find = database.prepare('SELECT entry FROM moves WHERE old = ? AND expires_at > ?')
    this.#insert = database.prepare('INSERT OR REPLACE INTO moves VALUES (?, ?, ?)')
    this.#expiry = new Expiry(database, 'moves', 'old')
  }

  find(old: LogId, now: UnixTime): LogId | undefined {
    return toText(this.#find.get(old, now)?.entry)
  }

  remember(old: LogId, entry: LogId, now: UnixTime): void {
    this.#expiry.sweep(now)
    this.#insert.run(old, entry, now + MOVE_LIFETIME_MS)
  }
}
