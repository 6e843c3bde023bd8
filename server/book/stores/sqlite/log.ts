import type { DatabaseSync, SQLOutputValue, StatementSync } from 'node:sqlite'
import { type Draft, draftOf, type Entry, entryOf } from '../../../common/entry.ts'
import { FIELD_NAMES } from '../../../common/entry-fields.ts'
import type { LogId } from '../../../common/log-id.ts'
import { type Position, reaches } from '../../../common/position.ts'
import { type Changes, SNAPSHOT_SIZE, type Snapshot } from '../../book.ts'
import type { Change } from '../../changes.ts'
import { OPEN_GATE } from '../../gate.ts'
import { nextId, splitId } from './ids.ts'

/** Who signed the first entry of a new book. */
export const SEED_NAME = 'Guestbook'

/** The logs of entries and removals. The caller provides the transactions. */
export class Log {
  readonly #state: StatementSync
  readonly #insertEntry: StatementSync
  readonly #entryAdded: StatementSync
  readonly #deleteEntry: StatementSync
  readonly #insertRemoval: StatementSync
  readonly #entryRemoved: StatementSync
  readonly #find: StatementSync
  readonly #newest: StatementSync
  readonly #before: StatementSync
  readonly #after: StatementSync
  readonly #newestRemovals: StatementSync
  readonly #removalsAfter: StatementSync
  readonly #countBetween: StatementSync

  constructor(database: DatabaseSync) {
    const prepare = (sql: string) => database.prepare(sql)
    this.#state = prepare('SELECT generation, total, last_entry, last_removal FROM book')
    const columns = ['time', 'sequence', ...FIELD_NAMES, 'written_at']
    this.#insertEntry = prepare(
      `INSERT INTO entries (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
    )
    this.#entryAdded = prepare('UPDATE book SET total = total + 1, last_entry = ?')
    this.#deleteEntry = prepare('DELETE FROM entries WHERE time = ? AND sequence = ?')
    this.#insertRemoval = prepare('INSERT INTO removals VALUES (?, ?, ?)')
    this.#entryRemoved = prepare('UPDATE book SET total = total - 1, last_removal = ?')
    this.#find = prepare('SELECT * FROM entries WHERE time = ? AND sequence = ?')
    this.#newest = prepare('SELECT * FROM entries ORDER BY time DESC, sequence DESC LIMIT ?')
    this.#before = prepare(
      'SELECT * FROM entries WHERE (time, sequence) < (?, ?) ORDER BY time DESC, sequence DESC LIMIT ?',
    )
    this.#after = prepare('SELECT * FROM entries WHERE (time, sequence) > (?, ?) ORDER BY time, sequence')
    this.#newestRemovals = prepare('SELECT * FROM removals ORDER BY time DESC, sequence DESC LIMIT ?')
    this.#removalsAfter = prepare('SELECT * FROM removals WHERE (time, sequence) > (?, ?) ORDER BY time, sequence')
    // Row 1 is the seed, unless the book began without one.
    this.#countBetween = prepare(
      `SELECT count(*) AS entries FROM entries WHERE time >= ? AND time < ? AND NOT (rowid = 1 AND name = '${SEED_NAME}')`,
    )
  }

  state(): { position: Position; total: number } {
    const row = this.#state.get()
    if (row === undefined) throw new Error('expected one row in the table book, got none')
    return {
      position: {
        generation: String(row.generation),
        entries: String(row.last_entry),
        removed: String(row.last_removal),
      },
      total: Number(row.total),
    }
  }

  /** Adds an entry. `now` is in milliseconds since 1970. */
  append(draft: Draft, now: number): Entry {
    const id = nextId(this.state().position.entries, now)
    const { time, sequence } = splitId(id)
    this.#insertEntry.run(time, sequence, ...FIELD_NAMES.map((field) => draft[field]), now)
    this.#entryAdded.run(id)
    return entryOf(id, draft, new Date(now).toISOString())
  }

  /** Removes an entry. `now` is in milliseconds since 1970. @returns false if there is no such entry */
  remove(entry: LogId, now: number): boolean {
    const place = splitId(entry)
    if (this.#deleteEntry.run(place.time, place.sequence).changes === 0) return false
    const id = nextId(this.state().position.removed, now)
    const { time, sequence } = splitId(id)
    this.#insertRemoval.run(time, sequence, entry)
    this.#entryRemoved.run(id)
    return true
  }

  find(id: LogId): Entry | undefined {
    const { time, sequence } = splitId(id)
    const row = this.#find.get(time, sequence)
    return row && toEntry(row)
  }

  /** Newest first, one at a time. */
  *newest(limit: number, before?: LogId): Generator<Entry> {
    const place = before === undefined ? undefined : splitId(before)
    const rows = place ? this.#before.iterate(place.time, place.sequence, limit) : this.#newest.iterate(limit)
    for (const row of rows) yield toEntry(row)
  }

  /** In milliseconds since 1970, without the seed and removed entries. */
  countBetween(from: number, to: number): number {
    return Number(this.#countBetween.get(from, to)?.entries)
  }

  snapshot(): Snapshot {
    const changed = this.#newestRemovals.all(SNAPSHOT_SIZE).map(toChange).reverse()
    return {
      kind: 'snapshot',
      entries: [...this.newest(SNAPSHOT_SIZE)],
      changed,
      ...this.state(),
      gate: OPEN_GATE,
      settings: {},
    }
  }

  /** Undefined if nothing happened. */
  changesAfter(position: Position): Changes | undefined {
    const state = this.state()
    if (reaches(position, state.position)) return undefined
    const entries = splitId(position.entries)
    const removed = splitId(position.removed)
    return {
      kind: 'changes',
      added: this.#after.all(entries.time, entries.sequence).map(toEntry),
      changed: this.#removalsAfter.all(removed.time, removed.sequence).map(toChange),
      ...state,
    }
  }
}

type Row = Record<string, SQLOutputValue>

function toEntry(row: Row): Entry {
  const draft = draftOf((field) => String(row[field]))
  return entryOf(`${row.time}-${row.sequence}`, draft, new Date(Number(row.written_at)).toISOString())
}

function toChange({ time, sequence, entry }: Row): Change {
  return { op: 'remove', id: `${time}-${sequence}`, entry: String(entry) }
}
