import type { DatabaseSync, StatementSync } from 'node:sqlite'

/** What the owner has set. */
export class SettingsTable {
  readonly #all: StatementSync
  readonly #set: StatementSync
  readonly #clear: StatementSync

  constructor(database: DatabaseSync) {
    this.#all = database.prepare('SELECT name, value FROM settings ORDER BY name')
    this.#set = database.prepare('INSERT OR REPLACE INTO settings VALUES (?, ?)')
    this.#clear = database.prepare('DELETE FROM settings WHERE name = ?')
  }

  all(): Record<string, string> {
    return Object.fromEntries(this.#all.all().map(({ name, value }) => [String(name), String(value)]))
  }

  set(name: string, value: string | undefined): void {
    if (value === undefined) this.#clear.run(name)
    else this.#set.run(name, value.toWellFormed())
  }
}
