import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { LOG_START } from '../log-id.ts'
import { randomName } from '../random-name.ts'
import { DataDirectoryUnusable, openFile, unusable } from './data-directory.ts'
import { isSqliteError } from './failures.ts'
import { write } from './transaction.ts'

/** Marks the file as a guestbook's; "book" in ASCII (https://sqlite.org/pragma.html#pragma_application_id). */
const APPLICATION = 0x62_6f_6f_6b

/** The version of {@link SCHEMA}, kept in the file. */
const VERSION = 1

/** How long to wait for another process that is writing, in milliseconds. It blocks this one; what is waited for takes far less. */
const BUSY_TIMEOUT = 5000

/** The one row of `book` gives position and count without looking at the logs, and keeps the last ID where its entry is gone. */
const SCHEMA = `
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
`

/** The book's file in `directory`. */
export function databasePath(directory: string): string {
  return join(directory, 'guestbook.db')
}

/**
 * Opens the book's file; where there is none yet, makes one and has `fill` write what a new book holds, in one transaction.
 * Without `fill` the file must exist. Throws {@link DataDirectoryUnusable} for what is no guestbook, or one of a newer version.
 */
export function openDatabase(directory: string, fill?: (database: DatabaseSync) => void): DatabaseSync {
  const path = databasePath(directory)
  if (!fill && !existsSync(path)) throw new DataDirectoryUnusable(`There is no guestbook in ${directory}.`)
  const database = openFile(path, BUSY_TIMEOUT)
  try {
    refuseForeign(database, path)
    // Readers and a writer do not hold each other up, and what is committed is on the disk (on macOS fsync alone does not see to that).
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA fullfsync = ON')
    // What is taken out of the book is overwritten in the file, too, not merely no longer listed there.
    database.exec('PRAGMA secure_delete = ON')
    if (fill) write(database, () => createIfNew(database, fill))
    refuseOtherVersions(database, path)
  } catch (error) {
    database.close()
    throw isSqliteError(error) ? unusable(path, error) : error
  }
  return database
}

function createIfNew(database: DatabaseSync, fill: (database: DatabaseSync) => void): void {
  if (!isEmpty(database)) return
  database.exec(SCHEMA)
  const generation = randomName()
  database.prepare('INSERT INTO book VALUES (1, ?, 0, ?, ?)').run(generation, LOG_START, LOG_START)
  database.exec(`PRAGMA application_id = ${APPLICATION}; PRAGMA user_version = ${VERSION}`)
  fill(database)
}

function refuseForeign(database: DatabaseSync, path: string): void {
  if (isEmpty(database) || readNumber(database, 'application_id') === APPLICATION) return
  throw new DataDirectoryUnusable(`${path} is a database, but not a guestbook.`)
}

function refuseOtherVersions(database: DatabaseSync, path: string): void {
  const version = readNumber(database, 'user_version')
  if (version === VERSION) return
  throw new DataDirectoryUnusable(
    version > VERSION
      ? `${path} was written by a newer guestbook (its format is ${version}, this one knows ${VERSION}): install that version again.`
      : `${path} holds no guestbook yet.`,
  )
}

function isEmpty(database: DatabaseSync): boolean {
  return database.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() === undefined
}

function readNumber(database: DatabaseSync, pragma: 'application_id' | 'user_version'): number {
  return Number(database.prepare(`PRAGMA ${pragma}`).get()?.[pragma])
}
