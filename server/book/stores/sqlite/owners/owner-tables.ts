import type { DatabaseSync } from 'node:sqlite'

/** Tables of the same form: who may get in, and the hashes of their codes and tokens. */
export interface KeyRingTables {
  readonly people: string
  readonly codes: string
  readonly sessions: string
}

export const OWNER_TABLES: KeyRingTables = { people: 'people', codes: 'codes', sessions: 'sessions' }

export const KIOSK_TABLES: KeyRingTables = {
  people: 'kiosks',
  codes: 'kiosk_codes',
  sessions: 'kiosk_sessions',
}

/** A migration, as is `createKioskTables`. */
export function createOwnerTables(database: DatabaseSync): void {
  createKeyRing(database, OWNER_TABLES)
}

export function createKioskTables(database: DatabaseSync): void {
  createKeyRing(database, KIOSK_TABLES)
}

function createKeyRing(database: DatabaseSync, { people, codes, sessions }: KeyRingTables): void {
  database.exec(`
    CREATE TABLE ${people} (
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      folded TEXT NOT NULL UNIQUE,
      role TEXT NOT NULL CHECK (role IN ('owner', 'moderator')),
      came_at INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE ${codes} (
      hash TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      folded TEXT NOT NULL,
      role TEXT NOT NULL,
      generation TEXT NOT NULL,
      expires_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE ${sessions} (
      hash TEXT PRIMARY KEY,
      person TEXT NOT NULL,
      device TEXT NOT NULL,
      generation TEXT NOT NULL,
      seen_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
  `)
}
