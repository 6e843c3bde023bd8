import type { DatabaseSync } from 'node:sqlite'
import { LOG_START } from '../../../../common/log-id.ts'
import { randomName } from '../../../secrets.ts'

/** The second format: drawers, hidden entries, marks, the gate, settings and a log of changes. A new column writes to no old row. */
export function addModeration(database: DatabaseSync): void {
  database.exec(`
    ALTER TABLE book RENAME COLUMN last_removal TO last_change;
    ALTER TABLE book ADD COLUMN last_held TEXT NOT NULL DEFAULT '${LOG_START}';
    ALTER TABLE book ADD COLUMN gate TEXT NOT NULL DEFAULT 'open';
    ALTER TABLE book ADD COLUMN secret TEXT NOT NULL DEFAULT '';

    ALTER TABLE entries ADD COLUMN author TEXT;
    ALTER TABLE entries ADD COLUMN via TEXT;
    ALTER TABLE entries ADD COLUMN marks TEXT;
    CREATE TABLE hidden (
      time INTEGER NOT NULL,
      sequence INTEGER NOT NULL,
      name TEXT NOT NULL,
      message TEXT NOT NULL,
      written_at INTEGER NOT NULL,
      author TEXT,
      via TEXT,
      marks TEXT,
      PRIMARY KEY (time, sequence)
    ) STRICT;
    CREATE TABLE held (
      time INTEGER NOT NULL,
      sequence INTEGER NOT NULL,
      drawer TEXT NOT NULL,
      reasons TEXT NOT NULL,
      name TEXT NOT NULL,
      message TEXT NOT NULL,
      written_at INTEGER NOT NULL,
      author TEXT,
      via TEXT,
      marks TEXT,
      PRIMARY KEY (time, sequence)
    ) STRICT;
    CREATE INDEX held_by_drawer ON held (drawer, time, sequence);

    CREATE TABLE changes (
      time INTEGER NOT NULL,
      sequence INTEGER NOT NULL,
      operation TEXT NOT NULL,
      entry TEXT,
      drawer TEXT,
      person TEXT NOT NULL,
      at INTEGER NOT NULL,
      detail TEXT,
      PRIMARY KEY (time, sequence)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX changes_by_entry ON changes (entry) WHERE drawer IS NULL;
    INSERT INTO changes SELECT time, sequence, 'remove', entry, NULL, '', time, NULL FROM removals;
    DROP TABLE removals;

    CREATE TABLE decisions (
      held TEXT PRIMARY KEY,
      verdict TEXT NOT NULL,
      entry TEXT,
      author TEXT,
      expires_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX decisions_by_expiry ON decisions (expires_at);
    CREATE TABLE moves (
      old TEXT PRIMARY KEY,
      entry TEXT NOT NULL,
      expires_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX moves_by_expiry ON moves (expires_at);
    CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE trusted (place INTEGER PRIMARY KEY, author TEXT NOT NULL UNIQUE) STRICT;
    CREATE TABLE prints (print TEXT PRIMARY KEY, day INTEGER NOT NULL) STRICT, WITHOUT ROWID;

    ALTER TABLE keys ADD COLUMN state TEXT NOT NULL DEFAULT 'published';
  `)
  database.prepare('UPDATE book SET secret = ?').run(randomName() + randomName())
}
