import type { DatabaseSync } from 'node:sqlite'

/** A migration: the people who keep a book, and the hashes of the codes and tokens that sign them in. Times are in milliseconds since 1970. */
export function createOwnerTables(database: DatabaseSync): void {
  database.exec(`
    CREATE TABLE people (
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      folded TEXT NOT NULL UNIQUE,
      role TEXT NOT NULL CHECK (role IN ('owner', 'moderator')),
      came_at INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE codes (
      hash TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      folded TEXT NOT NULL,
      role TEXT NOT NULL,
      generation TEXT NOT NULL,
      expires_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE sessions (
      hash TEXT PRIMARY KEY,
      person TEXT NOT NULL,
      device TEXT NOT NULL,
      generation TEXT NOT NULL,
      seen_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
  `)
}
