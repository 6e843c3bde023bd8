import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { LogId } from '../../../../common/log-id.ts'
import type { UnixTime } from '../../../../common/unix-time.ts'
import type { AuditRecord, Change, Operation } from '../../../changes.ts'
import type { Drawer } from '../../../moderation.ts'
import type { BookRow } from './book-row.ts'
import { idOf, isoTime, type Row, toText } from './entry-row.ts'
import { newId, splitId } from './ids.ts'

interface NewChange extends Omit<AuditRecord, 'id' | 'at'> {
  /** Where the entry was; absent if readers could see it, or it was hidden. */
  readonly drawer?: Drawer | undefined
}

/** The log of changes. The caller provides the transactions. */
export class ChangeTable {
  readonly #book: BookRow
  readonly #insert: StatementSync
  readonly #newest: StatementSync
  readonly #before: StatementSync
  readonly #after: StatementSync
  readonly #about: StatementSync

  constructor(database: DatabaseSync, book: BookRow) {
    this.#book = book
    const prepare = (sql: string) => database.prepare(sql)
    this.#insert = prepare('INSERT INTO changes VALUES (?, ?, ?, ?, ?, ?, ?, ?)')
    this.#newest = prepare('SELECT * FROM changes ORDER BY time DESC, sequence DESC LIMIT ?')
    this.#before = prepare(
      'SELECT * FROM changes WHERE (time, sequence) < (?, ?) ORDER BY time DESC, sequence DESC LIMIT ?',
    )
    this.#about = prepare('SELECT 1 FROM changes WHERE entry = ? AND drawer IS NULL LIMIT 1')
    this.#after = prepare('SELECT * FROM changes WHERE (time, sequence) > (?, ?) ORDER BY time, sequence')
  }

  record({ op, entry, drawer, by, detail }: NewChange, now: UnixTime): void {
    const id = newId(this.#book.state().position.changes, now)
    const { time, sequence } = splitId(id)
    this.#insert.run(time, sequence, op, entry ?? null, drawer ?? null, by.toWellFormed(), now, detail ?? null)
    this.#book.changed(id)
  }

  newest(limit: number): Change[] {
    return this.#newest.all(limit).map(toChange)
  }

  after(id: LogId): Change[] {
    const { time, sequence } = splitId(id)
    return this.#after.all(time, sequence).map(toChange)
  }

  /** True if an entry that readers could see is in the log. */
  isAbout(entry: LogId): boolean {
    return this.#about.get(entry) !== undefined
  }

  audit(limit: number, before?: LogId): AuditRecord[] {
    if (before === undefined) return this.#newest.all(limit).map(toAuditRecord)
    const { time, sequence } = splitId(before)
    return this.#before.all(time, sequence, limit).map(toAuditRecord)
  }
}

function toChange(row: Row): Change {
  const change = { id: idOf(row), op: String(row.operation) as Operation }
  const entry = row.drawer === null ? toText(row.entry) : undefined
  return entry === undefined ? change : { ...change, entry }
}

function toAuditRecord(row: Row): AuditRecord {
  const entry = toText(row.entry)
  const detail = toText(row.detail)
  return {
    id: idOf(row),
    op: String(row.operation) as Operation,
    ...(entry !== undefined && { entry }),
    by: String(row.person),
    at: isoTime(Number(row.at)),
    ...(detail !== undefined && { detail }),
  }
}
