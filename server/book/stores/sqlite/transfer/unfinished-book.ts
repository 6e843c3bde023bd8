import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import type { LogId } from '../../../../common/log-id.ts'
import { foldName } from '../../../owners.ts'
import { type BookHead, type BookTarget, CannotCopy } from '../../transfer/content.ts'
import { unusable } from '../files/data-directory.ts'
import { isSqliteError } from '../files/failures.ts'
import { markAsGuestbook } from '../files/format.ts'
import { createPrivateFile } from '../files/private-files.ts'
import { MIGRATIONS, migrate } from '../migrations/migrations.ts'
import { RECORD_COLUMNS, valuesOf } from '../tables/entry-row.ts'
import { countAll } from './read-book.ts'

interface UnfinishedBook extends Omit<BookTarget, 'finish' | 'abandon'> {
  close(): void
}

/** Throws `DataDirectoryUnusable` if the file cannot be written, as do the functions of what it returns. */
export function createUnfinishedBook(path: string): UnfinishedBook {
  const explained = <Result>(write: () => Result): Result => {
    try {
      return write()
    } catch (error) {
      const isOfDisk = isSqliteError(error) || (error instanceof Error && 'errno' in error)
      throw isOfDisk ? unusable(path, error) : error
    }
  }
  const database = explained(() => createDatabase(path))
  const insert = (table: string, columns: readonly string[]) => {
    const places = columns.map(() => '?').join(', ')
    const statement = database.prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${places})`)
    return (...values: SQLInputValue[]) => void statement.run(...values)
  }
  const [entry, hidden] = ['entries', 'hidden'].map((table) => insert(table, ['time', 'sequence', ...RECORD_COLUMNS]))
  const held = insert('held', ['time', 'sequence', 'drawer', 'reasons', ...RECORD_COLUMNS])
  const changeColumns = ['time', 'sequence', 'operation', 'entry', 'drawer', 'person', 'at', 'detail']
  const change = insert('changes', changeColumns)
  return {
    addEntries: async (entries) =>
      explained(() => {
        for (const { id, isHidden, ...record } of entries)
          (isHidden ? hidden : entry)?.(...split(id), ...valuesOf(record))
      }),
    addHeld: async (entries) =>
      explained(() => {
        for (const { id, drawer, reasons, ...record } of entries)
          held(...split(id), drawer, JSON.stringify(reasons), ...valuesOf(record))
      }),
    addChanges: async (changes) =>
      explained(() => {
        for (const { id, op, entry, isOfDrawer, by, at, detail } of changes)
          change(...split(id), op, entry ?? null, isOfDrawer ? 'waiting' : null, by, at, detail ?? null)
      }),
    addHead: async (head) => explained(() => addHead(database, insert, head)),
    count: async () => countAll(database),
    close: () =>
      explained(() => {
        try {
          if (database.isTransaction) database.exec('COMMIT')
        } finally {
          if (database.isOpen) database.close()
        }
      }),
  }
}

function createDatabase(path: string): DatabaseSync {
  createPrivateFile(path)
  const database = new DatabaseSync(path)
  // The file is worth nothing before it is complete.
  database.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN')
  markAsGuestbook(database)
  migrate(database, 0, MIGRATIONS)
  return database
}

type Insert = (table: string, columns: readonly string[]) => (...values: SQLInputValue[]) => void

function addHead(database: DatabaseSync, insert: Insert, head: BookHead): void {
  for (const id of [head.lastEntry, head.lastChange, head.lastHeld]) split(id)
  database
    .prepare('UPDATE book SET total = (SELECT count(*) FROM entries), last_entry = ?, last_change = ?, last_held = ?')
    .run(head.lastEntry, head.lastChange, head.lastHeld)
  database.prepare('UPDATE book SET gate = ?, secret = coalesce(?, secret)').run(head.gate, head.secret ?? null)
  const setting = insert('settings', ['name', 'value'])
  for (const [name, value] of Object.entries(head.settings)) setting(name, value)
  const trusted = insert('trusted', ['author'])
  for (const author of head.trusted) trusted(author)
  const person = insert('people', ['id', 'name', 'folded', 'role', 'came_at'])
  for (const { id, name, role, came } of head.people) person(id, name, foldName(name), role, came)
  const decision = insert('decisions', ['held', 'verdict', 'entry', 'author', 'expires_at'])
  for (const { held, verdict, entry, author, expires } of head.decisions)
    decision(held, verdict, entry ?? null, author ?? null, expires)
  const move = insert('moves', ['old', 'entry', 'expires_at'])
  for (const { old, entry, expires } of head.moves) move(old, entry, expires)
}

/** Throws `CannotCopy` for an ID that only Redis can hold. */
function split(id: LogId): [time: number, sequence: number] {
  const [time = 0, sequence = 0] = id.split('-').map(Number)
  if (Number.isSafeInteger(time) && Number.isSafeInteger(sequence)) return [time, sequence]
  throw new CannotCopy(`The id ${id} is too large for a book without Redis.`)
}
