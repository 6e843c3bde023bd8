import type { DatabaseSync } from 'node:sqlite'
import { LOG_START } from '../../../../common/log-id.ts'
import type { UnixTime } from '../../../../common/unix-time.ts'
import type { Operation } from '../../../changes.ts'
import type { Decided, Drawer } from '../../../moderation.ts'
import type { Role } from '../../../owners.ts'
import type {
  BookHead,
  BookSource,
  Counts,
  StoredChange,
  StoredDecision,
  StoredEntry,
  StoredHeld,
} from '../../transfer/content.ts'
import { openStoreAlongside } from '../files/store.ts'
import { idOf, type Row, toRecord, toText } from '../tables/entry-row.ts'
import { splitId } from '../tables/ids.ts'

const PART_SIZE = 500

/** Opens a book, which may be served meanwhile, to copy from it. Throws `DataDirectoryUnusable`. */
export function readSqliteBook(directory: string, now: UnixTime): BookSource {
  const { database, close } = openStoreAlongside({ directory })
  // One transaction until the end: all is read as it is now.
  database.exec('BEGIN')
  return {
    head: readHead(database, now),
    async *entries() {
      const all = 'SELECT *, 0 AS is_hidden FROM entries UNION ALL SELECT *, 1 FROM hidden'
      yield* inParts(database, `(${all})`, toStoredEntry)
    },
    async *held() {
      yield* inParts(database, 'held', toStoredHeld)
    },
    async *changes() {
      yield* inParts(database, 'changes', toStoredChange)
    },
    isConsistent: async () => true,
    close() {
      database.exec('ROLLBACK')
      close()
    },
  }
}

export function countAll(database: DatabaseSync): Counts {
  const count = (table: string) => Number(database.prepare(`SELECT count(*) AS rows FROM ${table}`).get()?.rows)
  return {
    entries: count('entries'),
    hidden: count('hidden'),
    waiting: count("held WHERE drawer = 'waiting'"),
    spam: count("held WHERE drawer = 'spam'"),
    changes: count('changes'),
    people: count('people'),
  }
}

function* inParts<Item>(database: DatabaseSync, table: string, convert: (row: Row) => Item): Generator<Item[]> {
  const next = database.prepare(
    `SELECT * FROM ${table} WHERE (time, sequence) > (?, ?) ORDER BY time, sequence LIMIT ${PART_SIZE}`,
  )
  for (let last = LOG_START; ; ) {
    const { time, sequence } = splitId(last)
    const rows = next.all(time, sequence)
    if (rows.length > 0) yield rows.map(convert)
    const end = rows.at(-1)
    if (end === undefined || rows.length < PART_SIZE) return
    last = idOf(end)
  }
}

function readHead(database: DatabaseSync, now: UnixTime): BookHead {
  const all = (sql: string, ...values: number[]) => database.prepare(sql).all(...values)
  const book = database.prepare('SELECT last_entry, last_change, last_held, gate, secret FROM book').get() ?? {}
  return {
    counts: countAll(database),
    lastEntry: String(book.last_entry),
    lastChange: String(book.last_change),
    lastHeld: String(book.last_held),
    secret: String(book.secret),
    gate: String(book.gate),
    settings: Object.fromEntries(
      all('SELECT name, value FROM settings').map(({ name, value }) => [String(name), String(value)]),
    ),
    trusted: all('SELECT author FROM trusted ORDER BY place').map(({ author }) => String(author)),
    people: all('SELECT * FROM people ORDER BY came_at, rowid').map(({ id, name, role, came_at: came }) => ({
      id: String(id),
      name: String(name),
      role: role as Role,
      came: Number(came),
    })),
    decisions: readDecisions(database, now),
    moves: all('SELECT * FROM moves WHERE expires_at > ?', now).map(({ old, entry, expires_at: expires }) => ({
      old: String(old),
      entry: String(entry),
      expires: Number(expires),
    })),
  }
}

function readDecisions(database: DatabaseSync, now: UnixTime): StoredDecision[] {
  const rows = database.prepare('SELECT * FROM decisions WHERE expires_at > ?').all(now)
  // What a person took for spam came from the other drawer, under a new id.
  const spam = new Set(rows.filter(({ verdict }) => verdict === 'spam').map(({ entry }) => entry))
  return rows.map((row) => ({
    held: String(row.held),
    drawer: spam.has(row.held ?? null) ? 'spam' : 'waiting',
    verdict: row.verdict as Decided['verdict'],
    entry: toText(row.entry),
    author: toText(row.author),
    expires: Number(row.expires_at),
  }))
}

function toStoredEntry(row: Row): StoredEntry {
  return { id: idOf(row), isHidden: row.is_hidden === 1, ...toRecord(row) }
}

function toStoredHeld(row: Row): StoredHeld {
  const reasons = JSON.parse(String(row.reasons)) as StoredHeld['reasons']
  return { id: idOf(row), drawer: row.drawer as Drawer, reasons, ...toRecord(row) }
}

function toStoredChange(row: Row): StoredChange {
  return {
    id: idOf(row),
    op: String(row.operation) as Operation,
    entry: toText(row.entry),
    isOfDrawer: row.drawer !== null,
    by: String(row.person),
    at: Number(row.at),
    detail: toText(row.detail),
  }
}
