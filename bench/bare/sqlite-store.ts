import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Store } from './store.ts'

/** How many entries the file holds from the beginning. */
const ENTRIES = 1000

/** The id of the entry in the middle of them. */
export const MIDDLE = '500'

/** A file of its own in `directory` with one table: reads with one SELECT and adds with one INSERT, synced to disk as the guestbook's are. */
export function sqliteStore(directory: string): Store {
  const database = new DatabaseSync(join(directory, 'bare.db'))
  database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA fullfsync = ON;
    CREATE TABLE IF NOT EXISTS entries (id INTEGER PRIMARY KEY, name TEXT, message TEXT, written_at INTEGER) STRICT`)
  const insert = database.prepare('INSERT INTO entries (name, message, written_at) VALUES (?, ?, ?)')
  const select = database.prepare('SELECT * FROM entries WHERE id < ? ORDER BY id DESC LIMIT ?')
  const message =
    'Thank you for having us; the garden, the music and the long talk at the fire stay with us. Until May!'
  const isNew = database.prepare('SELECT 1 FROM entries LIMIT 1').get() === undefined
  database.exec('BEGIN')
  for (let count = 0; isNew && count < ENTRIES; count++) insert.run('Grace of Arlington', message, Date.now())
  database.exec('COMMIT')
  return {
    async range(before, count) {
      return select.all(Number(before), count).map((row) => ({
        id: String(row.id),
        name: String(row.name),
        message: String(row.message),
        createdAt: new Date(Number(row.written_at)).toISOString(),
      }))
    },
    async add(name, text) {
      return String(insert.run(name, text, Date.now()).lastInsertRowid)
    },
  }
}
