import type { DatabaseSync } from 'node:sqlite'

/** A migration: the owner's question and the drawn signature. A new column writes to no row, and costs other entries nothing. */
export function addRareFields(database: DatabaseSync): void {
  for (const table of ['entries', 'hidden', 'held'])
    database.exec(`ALTER TABLE ${table} ADD COLUMN extra TEXT; ALTER TABLE ${table} ADD COLUMN signature TEXT`)
}
