import type { DatabaseSync } from 'node:sqlite'
import { createKioskTables, createOwnerTables } from '../owners/owner-tables.ts'
import { addModeration } from './add-moderation.ts'
import { addRareFields } from './add-rare-fields.ts'
import { createBook } from './create-book.ts'
import { indexPinnedEntries } from './index-pinned-entries.ts'

/** Brings a book to the next format, within a transaction. */
export type Migration = (database: DatabaseSync) => void

/** Index n leads from format n to n + 1; the file's `user_version` holds its format. Never change a released migration. */
export const MIGRATIONS: readonly Migration[] = [
  createBook,
  addModeration,
  createOwnerTables,
  indexPinnedEntries,
  addRareFields,
  createKioskTables,
]

/** Runs the migrations after format `version`. The caller provides the transaction. */
export function migrate(database: DatabaseSync, version: number, migrations: readonly Migration[]): void {
  for (const migration of migrations.slice(version)) migration(database)
  database.exec(`PRAGMA user_version = ${migrations.length}`)
}
