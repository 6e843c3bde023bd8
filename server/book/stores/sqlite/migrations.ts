import type { DatabaseSync } from 'node:sqlite'
import { LOG_START } from '../../../common/log-id.ts'
import { randomName } from '../random-name.ts'
import { holdAndHide } from './hold-and-hide.ts'
import { createKioskTables, createOwnerTables } from './owners/owner-tables.ts'
import { findPinnedEntries } from './pinned.ts'
import { addRareFields } from './rare-fields.ts'

/** Brings a book to the next format, within a transaction. */
export type Migration = (database: DatabaseSync) => void

/** Index n leads from format n to n + 1; the file's `user_version` holds its format. Never change a released migration. */
export const MIGRATIONS: readonly Migration[] = [
  createFirstFormat,
  holdAndHide,
  createOwnerTables,
  findPinnedEntries,
  addRareFields,
  createKioskTables,
]

/** Runs the migrations after format `version`. The caller provides the transaction. */
export function migrate(database: DatabaseSync, version: number, migrations: readonly Migration[]): void {
  for (const migration of migrations.slice(version)) migration(database)
  database.exec(`PRAGMA user_version = ${migrations.length}`)
}

/** `book` holds the position and count, so that they need no scan and outlast the last entry. */
function createFirstFormat(database: DatabaseSync): void {
  database.exec(`
    CREATE TABLE book (
      only INTEGER PRIMARY KEY CHECK (only = 1),
      generation TEXT NOT NULL,
      total INTEGER NOT NULL,
      last_entry TEXT NOT NULL,
      last_removal TEXT NOT NULL
    ) STRICT;
    CREATE TABLE entries (
      time INTEGER NOT NULL,
      sequence INTEGER NOT NULL,
      name TEXT NOT NULL,
      message TEXT NOT NULL,
      written_at INTEGER NOT NULL,
      PRIMARY KEY (time, sequence)
    ) STRICT;
    CREATE TABLE removals (
      time INTEGER NOT NULL,
      sequence INTEGER NOT NULL,
      entry TEXT NOT NULL,
      PRIMARY KEY (time, sequence)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE keys (
      key TEXT PRIMARY KEY,
      fingerprint TEXT NOT NULL,
      entry TEXT NOT NULL,
      written_at INTEGER NOT NULL,
      expires_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX keys_by_expiry ON keys (expires_at);
  `)
  database.prepare('INSERT INTO book VALUES (1, ?, 0, ?, ?)').run(randomName(), LOG_START, LOG_START)
}
