import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { LogId } from '../../../common/log-id.ts'
import type { Position } from '../../../common/position.ts'

/** What the book knows about itself. */
export interface BookState {
  readonly position: Position
  /** Entries that readers see. */
  readonly total: number
  /** The last ID given in the drawers. */
  readonly lastHeld: LogId
  /** In the format of `formatGate`. */
  readonly gate: string
}

/** The only row of the table `book`. The caller provides the transactions. */
export class BookRow {
  readonly #read: StatementSync
  readonly #entryAdded: StatementSync
  readonly #count: StatementSync
  readonly #changed: StatementSync
  readonly #held: StatementSync
  readonly #gate: StatementSync
  readonly #secret: StatementSync

  constructor(database: DatabaseSync) {
    const prepare = (sql: string) => database.prepare(sql)
    this.#read = prepare('SELECT generation, total, last_entry, last_change, last_held, gate FROM book')
    this.#entryAdded = prepare('UPDATE book SET total = total + 1, last_entry = ?')
    this.#count = prepare('UPDATE book SET total = total + ?')
    this.#changed = prepare('UPDATE book SET last_change = ?')
    this.#held = prepare('UPDATE book SET last_held = ?')
    this.#gate = prepare('UPDATE book SET gate = ?')
    this.#secret = prepare('SELECT secret FROM book')
  }

  read(): BookState {
    const row = this.#read.get()
    if (row === undefined) throw new Error('expected one row in the table book, got none')
    return {
      position: {
        generation: String(row.generation),
        entries: String(row.last_entry),
        removed: String(row.last_change),
      },
      total: Number(row.total),
      lastHeld: String(row.last_held),
      gate: String(row.gate),
    }
  }

  /** Counts an entry with a new id, the last one. */
  entryAdded(id: LogId): void {
    this.#entryAdded.run(id)
  }

  /** Adds to the number of entries that readers see. */
  count(entries: number): void {
    this.#count.run(entries)
  }

  changed(lastChange: LogId): void {
    this.#changed.run(lastChange)
  }

  held(lastHeld: LogId): void {
    this.#held.run(lastHeld)
  }

  setGate(gate: string): void {
    this.#gate.run(gate)
  }

  secret(): string {
    return String(this.#secret.get()?.secret)
  }
}
