import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { TRUSTED_LIMIT } from '../../../moderation.ts'

/** Authors whom the owner has published. */
export class TrustedAuthors {
  readonly #find: StatementSync
  readonly #insert: StatementSync
  readonly #trim: StatementSync

  constructor(database: DatabaseSync, limit = TRUSTED_LIMIT) {
    this.#find = database.prepare('SELECT 1 FROM trusted WHERE author = ?')
    // Gets the greatest place, even if the author was there before.
    this.#insert = database.prepare('INSERT OR REPLACE INTO trusted (author) VALUES (?)')
    this.#trim = database.prepare(`DELETE FROM trusted WHERE place <= (SELECT max(place) FROM trusted) - ${limit}`)
  }

  has(author: string): boolean {
    return this.#find.get(author) !== undefined
  }

  add(author: string): void {
    this.#insert.run(author)
    this.#trim.run()
  }
}
