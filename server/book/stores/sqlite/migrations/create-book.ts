import type { DatabaseSync } from 'node:sqlite'
import { LOG_START } from '../../../../common/log-id.ts'
import { randomName } from '../../../secrets.ts'

/** The first format. `book` holds the position and the count, so that they need no scan and outlast the last entry. */
export function createBook(database: DatabaseSync): void {
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
