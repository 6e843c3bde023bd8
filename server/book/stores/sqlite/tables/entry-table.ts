import type { DatabaseSync, SQLOutputValue, StatementSync } from 'node:sqlite'
import type { Entry } from '../../../../common/entry.ts'
import type { LogId } from '../../../../common/log-id.ts'
import type { UnixTime } from '../../../../common/unix-time.ts'
import type { EntryRecord, Marks } from '../../entry-record.ts'
import { SEED_NAME } from '../../seed.ts'
import { IS_PINNED } from '../migrations/index-pinned-entries.ts'
import { ENTRY_COLUMNS, formatMarks, RECORD_COLUMNS, toEntry, toRecord, valuesOf } from './entry-row.ts'
import { splitId } from './ids.ts'

/** Entries by their ids: those that readers see, or the hidden ones. */
export class EntryTable {
  readonly #insert: StatementSync
  readonly #delete: StatementSync
  readonly #mark: StatementSync
  readonly #find: StatementSync
  readonly #newest: StatementSync
  readonly #before: StatementSync
  readonly #after: StatementSync
  readonly #next: StatementSync
  readonly #pinned: StatementSync
  readonly #count: StatementSync
  readonly #countBetween: StatementSync

  constructor(database: DatabaseSync, table: 'entries' | 'hidden') {
    const prepare = (sql: string) => database.prepare(sql)
    const columns = ['time', 'sequence', ...RECORD_COLUMNS]
    const select = `SELECT ${ENTRY_COLUMNS.join(', ')} FROM ${table}`
    this.#insert = prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`)
    this.#delete = prepare(`DELETE FROM ${table} WHERE time = ? AND sequence = ?`)
    this.#mark = prepare(`UPDATE ${table} SET marks = ? WHERE time = ? AND sequence = ?`)
    this.#find = prepare(`SELECT * FROM ${table} WHERE time = ? AND sequence = ?`)
    this.#newest = prepare(`${select} ORDER BY time DESC, sequence DESC LIMIT ?`)
    this.#before = prepare(`${select} WHERE (time, sequence) < (?, ?) ORDER BY time DESC, sequence DESC LIMIT ?`)
    this.#after = prepare(`${select} WHERE (time, sequence) > (?, ?) ORDER BY time, sequence`)
    this.#next = prepare(`${select} WHERE (time, sequence) > (?, ?) ORDER BY time, sequence LIMIT ?`)
    this.#pinned = prepare(`${select} WHERE ${IS_PINNED} ORDER BY time DESC, sequence DESC LIMIT ?`)
    const lists = [this.#newest, this.#before, this.#after, this.#next, this.#pinned]
    for (const statement of lists) statement.setReturnArrays(true)
    this.#count = prepare(`SELECT count(*) AS entries FROM ${table}`)
    // Row 1 is the seed, unless the book began without one.
    this.#countBetween = prepare(
      `SELECT count(*) AS entries FROM ${table} WHERE time >= ? AND time < ? AND NOT (rowid = 1 AND name = '${SEED_NAME}')`,
    )
  }

  insert(id: LogId, record: EntryRecord): void {
    const { time, sequence } = splitId(id)
    this.#insert.run(time, sequence, ...valuesOf(record))
  }

  /** @returns false if there is no such entry */
  delete(id: LogId): boolean {
    const { time, sequence } = splitId(id)
    return this.#delete.run(time, sequence).changes > 0
  }

  setMarks(id: LogId, marks: Marks): void {
    const { time, sequence } = splitId(id)
    this.#mark.run(formatMarks(marks), time, sequence)
  }

  find(id: LogId): EntryRecord | undefined {
    const { time, sequence } = splitId(id)
    const row = this.#find.get(time, sequence)
    return row && toRecord(row)
  }

  /** Lists are newest first, if they do not start after an ID. */
  *newest(limit: number, before?: LogId): Generator<Entry> {
    const place = before === undefined ? undefined : splitId(before)
    const rows = place ? this.#before.iterate(place.time, place.sequence, limit) : this.#newest.iterate(limit)
    for (const row of rows) yield toEntry(valuesIn(row))
  }

  *next(limit: number, after: LogId): Generator<Entry> {
    const { time, sequence } = splitId(after)
    for (const row of this.#next.iterate(time, sequence, limit)) yield toEntry(valuesIn(row))
  }

  pinned(limit: number): Entry[] {
    return this.#pinned.all(limit).map((row) => toEntry(valuesIn(row)))
  }

  after(id: LogId): Entry[] {
    const { time, sequence } = splitId(id)
    return this.#after.all(time, sequence).map((row) => toEntry(valuesIn(row)))
  }

  /** Reads the whole table. */
  count(): number {
    return Number(this.#count.get()?.entries)
  }

  /** How many were added between two times, without the seed and removed entries. */
  countBetween(from: UnixTime, to: UnixTime): number {
    return Number(this.#countBetween.get(from, to)?.entries)
  }
}

/** The types of `node:sqlite` know rows as objects only. */
function valuesIn(row: unknown): readonly SQLOutputValue[] {
  return row as readonly SQLOutputValue[]
}
