import type { DatabaseSync } from 'node:sqlite'
import { LOG_START } from '../../../shared/log-id.ts'
import { randomName } from '../random-name.ts'

/** Brings a book from one format to the next. It runs in a transaction; the next start runs it again if it throws. */
export type Migration = (database: DatabaseSync) => void

/**
 * The formats of the file: the migration at index n leads from format n to n + 1, and the number of the last is kept in the
 * file's `user_version`. A new book goes through all of them. A migration that was released is never changed.
 */
export const MIGRATIONS: readonly Migration[] = [createFirstFormat]

/** Runs what is missing from format `version` on, and writes the new one into the file. The caller provides the transaction. */
export function migrate(database: DatabaseSync, version: number, migrations: readonly Migration[]): void {
  for (const migration of migrations.slice(version)) migration(database)
  database.exec(`PRAGMA user_version = ${migrations.length}`)
}

/** The one row of `book` gives position and count without looking at the logs, and keeps the last ID where its entry is gone. */
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
