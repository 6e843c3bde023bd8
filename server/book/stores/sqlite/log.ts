import type { Entry } from '../../../common/entry.ts'
import type { LogId } from '../../../common/log-id.ts'
import { type Position, reaches } from '../../../common/position.ts'
import type { UnixTime } from '../../../common/unix-time.ts'
import { type Changes, PINS_READ, SNAPSHOT_SIZE, type Snapshot } from '../../book.ts'
import { type Change, isShowing, type Operation } from '../../changes.ts'
import type { EntryRecord } from '../entry-record.ts'
import { entryOfRecord } from './tables/entry-row.ts'
import { newId } from './tables/ids.ts'
import type { Tables } from './tables/tables.ts'

/** The logs of entries and changes, as readers see them. The caller provides the transactions. */
export class Log {
  readonly #tables: Tables

  constructor(tables: Tables) {
    this.#tables = tables
  }

  state(): { position: Position; total: number } {
    return this.#tables.book.state()
  }

  /** Adds an entry; the position includes it. */
  append(record: EntryRecord, now: UnixTime): { id: LogId; position: Position } {
    const { book, entries } = this.#tables
    const { position } = book.state()
    const id = newId(position.entries, now)
    entries.insert(id, record)
    book.entryAdded(id)
    return { id, position: { ...position, entries: id } }
  }

  /** Removes an entry that readers see, without a record. @returns false if there is no such entry */
  delete(id: LogId): boolean {
    const { book, entries } = this.#tables
    if (!entries.delete(id)) return false
    book.count(-1)
    return true
  }

  find(id: LogId): Entry | undefined {
    const record = this.#tables.entries.find(id)
    return record && entryOfRecord(id, record)
  }

  snapshot(): Snapshot {
    const { book, entries, changes, settings } = this.#tables
    return {
      kind: 'snapshot',
      entries: [...entries.newest(SNAPSHOT_SIZE)],
      changed: this.#asOfNow(changes.newest(SNAPSHOT_SIZE).reverse()),
      pinned: entries.pinned(PINS_READ),
      ...this.state(),
      gate: book.gate(),
      settings: settings.all(),
    }
  }

  /** Undefined if nothing happened. */
  changesAfter(position: Position): Changes | undefined {
    const { book, entries, changes, settings } = this.#tables
    const state = this.state()
    if (reaches(position, state.position)) return undefined
    const changed = this.#asOfNow(changes.after(position.changes))
    const has = (op: Operation) => changed.some((change) => change.op === op)
    return {
      kind: 'changes',
      added: entries.after(position.entries),
      changed,
      ...state,
      ...(has('gate') && { gate: book.gate() }),
      ...(has('settings') && { settings: settings.all() }),
    }
  }

  #asOfNow(changed: readonly Change[]): Change[] {
    return changed.map((change) => {
      const now = change.entry !== undefined && isShowing(change.op) ? this.find(change.entry) : undefined
      return now ? { ...change, now } : change
    })
  }
}
