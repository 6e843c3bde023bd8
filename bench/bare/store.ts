import { join } from 'node:path'

export interface Store {
  range(before: string, count: number): Promise<readonly Record<'id' | 'name' | 'message' | 'createdAt', string>[]>
  add(name: string, message: string): Promise<string>
}

/** The number of entries in a new SQLite store. */
const SQLITE_ENTRIES = 10_000

/** Opens the store that the guestbook's own variables name, if any. Loads only the code for that store. */
export async function openStore(environment: NodeJS.ProcessEnv): Promise<Store | undefined> {
  const { REDIS_MASTER_URL: master, REDIS_REPLICA_URL: replica, DATA_DIR: directory } = environment
  if (master && replica) return openRedis(master, replica)
  return directory ? openSqlite(directory) : undefined
}

/** Reads the guestbook's entries from the replica with XREVRANGE, and adds to its own stream on the master with XADD. */
async function openRedis(masterUrl: string, replicaUrl: string): Promise<Store> {
  const { Redis } = await import('ioredis')
  const master = new Redis(masterUrl)
  const replica = new Redis(replicaUrl)
  return {
    async range(before, count) {
      const records = await replica.xrevrange('guestbook:{main}:entries', `(${before}`, '-', 'COUNT', count)
      return records.map(([id, [, name = '', , message = '']]) => {
        return { id, name, message, createdAt: new Date(Number.parseInt(id, 10)).toISOString() }
      })
    },
    async add(name, message) {
      return (await master.xadd('bench:entries', '*', 'name', name, 'message', message, 'at', Date.now())) as string
    },
  }
}

/** One table in its own file, with SELECT and INSERT, synced to disk like the guestbook's file. */
async function openSqlite(directory: string): Promise<Store> {
  const { DatabaseSync } = await import('node:sqlite')
  const database = new DatabaseSync(join(directory, 'bare.db'))
  database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA fullfsync = ON;
    CREATE TABLE entries (id INTEGER PRIMARY KEY, name TEXT, message TEXT, written_at INTEGER) STRICT`)
  const insert = database.prepare('INSERT INTO entries (name, message, written_at) VALUES (?, ?, ?)')
  const select = database.prepare('SELECT * FROM entries WHERE id < ? ORDER BY id DESC LIMIT ?')
  const message =
    'Thank you for having us; the garden, the music and the long talk at the fire stay with us. Until May!'
  database.exec('BEGIN')
  for (let count = 0; count < SQLITE_ENTRIES; count++) insert.run('Grace of Arlington', message, Date.now())
  database.exec('COMMIT')
  return {
    async range(before, count) {
      // The guestbook's ids are times, here they count from 1. Each time gives some page.
      const id = count + 1 + (Number.parseInt(before, 10) % (SQLITE_ENTRIES - count))
      return select.all(id, count).map(({ id, name, message, written_at: at }) => {
        return { id: `${id}`, name: `${name}`, message: `${message}`, createdAt: new Date(Number(at)).toISOString() }
      })
    },
    async add(name, text) {
      return String(insert.run(name, text, Date.now()).lastInsertRowid)
    },
  }
}
