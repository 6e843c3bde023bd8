import type { DatabaseSync } from 'node:sqlite'

/**
 * A migration: the answer to the owner's own question, and the drawn signature. SQLite adds a column without writing to a row, and entries
 * that have neither take no more room.
 */
export function addRareFields(database: DatabaseSync): void {
  for (const table of ['entries', 'hidden', 'held'])
    database.exec(`ALTER TABLE ${table} ADD COLUMN extra TEXT; ALTER TABLE ${table} ADD COLUMN signature TEXT`)
}
