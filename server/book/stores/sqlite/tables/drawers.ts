import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { LogId } from '../../../../common/log-id.ts'
import type { UnixTime } from '../../../../common/unix-time.ts'
import { DECISION_LIFETIME_MS, type Drawer, type HeldEntry, SPAM_LIMIT } from '../../../moderation.ts'
import type { Reason } from '../../../screening.ts'
import type { EntryRecord } from '../../entry-record.ts'
import type { BookRow } from './book-row.ts'
import { idOf, isoTime, RECORD_COLUMNS, type Row, toRecord, valuesOf } from './entry-row.ts'
import { newId, splitId } from './ids.ts'

const SPAM_LIFETIME_MS = DECISION_LIFETIME_MS

/** An entry that readers do not see yet. */
export interface HeldRecord extends EntryRecord {
  readonly drawer: Drawer
  readonly reasons: readonly Reason[]
}

/** Entries to be decided, and entries taken for spam. An ID is used once in both. */
export class Drawers {
  readonly #book: BookRow
  readonly #insert: StatementSync
  readonly #delete: StatementSync
  readonly #find: StatementSync
  readonly #after: StatementSync
  readonly #count: StatementSync
  readonly #countBetween: StatementSync
  readonly #trimSpam: StatementSync

  constructor(database: DatabaseSync, book: BookRow) {
    this.#book = book
    const prepare = (sql: string) => database.prepare(sql)
    const columns = ['time', 'sequence', 'drawer', 'reasons', ...RECORD_COLUMNS]
    const isFresh = "(drawer = 'waiting' OR time > ?)"
    this.#insert = prepare(`INSERT INTO held (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`)
    this.#delete = prepare('DELETE FROM held WHERE time = ? AND sequence = ?')
    this.#find = prepare(`SELECT * FROM held WHERE time = ? AND sequence = ? AND ${isFresh}`)
    this.#after = prepare(
      `SELECT * FROM held WHERE drawer = ? AND (time, sequence) > (?, ?) AND ${isFresh} ORDER BY time, sequence LIMIT ?`,
    )
    this.#count = prepare(`SELECT count(*) AS entries FROM held WHERE drawer = ? AND ${isFresh}`)
    this.#countBetween = prepare('SELECT count(*) AS entries FROM held WHERE time >= ? AND time < ?')
    const inSpam = "held WHERE drawer = 'spam'"
    this.#trimSpam = prepare(
      `DELETE FROM ${inSpam} AND (time <= ? OR (time, sequence) <= (SELECT time, sequence FROM ${inSpam} ORDER BY time DESC, sequence DESC LIMIT 1 OFFSET ${SPAM_LIMIT}))`,
    )
  }

  /** Puts an entry into a drawer under a new id. */
  add(record: HeldRecord, now: UnixTime): LogId {
    const id = newId(this.#book.lastHeld(), now)
    const { time, sequence } = splitId(id)
    this.#insert.run(time, sequence, record.drawer, JSON.stringify(record.reasons), ...valuesOf(record))
    this.#book.held(id)
    if (record.drawer === 'spam') this.#trimSpam.run(now - SPAM_LIFETIME_MS)
    return id
  }

  delete(id: LogId): void {
    const { time, sequence } = splitId(id)
    this.#delete.run(time, sequence)
  }

  find(id: LogId, now: UnixTime): HeldRecord | undefined {
    const { time, sequence } = splitId(id)
    const row = this.#find.get(time, sequence, now - SPAM_LIFETIME_MS)
    return row && toHeldRecord(row)
  }

  list(drawer: Drawer, after: LogId, limit: number, now: UnixTime): HeldEntry[] {
    const { time, sequence } = splitId(after)
    const rows = this.#after.all(drawer, time, sequence, now - SPAM_LIFETIME_MS, limit)
    return rows.map((row) => toHeldEntry(idOf(row), toHeldRecord(row)))
  }

  count(drawer: Drawer, now: UnixTime): number {
    return Number(this.#count.get(drawer, now - SPAM_LIFETIME_MS)?.entries)
  }

  /** How many of both drawers came between two times. */
  countBetween(from: UnixTime, to: UnixTime): number {
    return Number(this.#countBetween.get(from, to)?.entries)
  }
}

export function toHeldEntry(id: LogId, { draft, writtenAt, reasons, author, via }: HeldRecord): HeldEntry {
  return {
    id,
    ...draft,
    createdAt: isoTime(writtenAt),
    reasons,
    ...(author !== undefined && { author }),
    ...(via !== undefined && { via }),
  }
}

function toHeldRecord(row: Row): HeldRecord {
  return { ...toRecord(row), drawer: row.drawer as Drawer, reasons: JSON.parse(String(row.reasons)) }
}
