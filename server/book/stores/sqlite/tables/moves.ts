import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { LogId } from '../../../../common/log-id.ts'
import { MOVE_LIFETIME } from '../../../book.ts'
import { toText } from './entry-row.ts'
import { Expiry } from './expiry.ts'

/** Remembers which entry replaced another. The caller provides the transactions. */
export class Moves {
  readonly #find: StatementSync
  readonly #insert: StatementSync
  readonly #expiry: Expiry

  constructor(database: DatabaseSync) {
    this.#find = database.prepare('SELECT entry FROM moves WHERE old = ? AND expires_at > ?')
    this.#insert = database.prepare('INSERT OR REPLACE INTO moves VALUES (?, ?, ?)')
    this.#expiry = new Expiry(database, 'moves', 'old')
  }

  find(old: LogId, now: number): LogId | undefined {
    return toText(this.#find.get(old, now)?.entry)
  }

  /** `now` is in milliseconds since 1970. */
  remember(old: LogId, entry: LogId, now: number): void {
    this.#expiry.sweep(now)
    this.#insert.run(old, entry, now + MOVE_LIFETIME)
  }
}
