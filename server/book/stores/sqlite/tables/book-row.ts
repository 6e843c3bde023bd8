import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { LogId } from '../../../../common/log-id.ts'
import type { Position } from '../../../../common/position.ts'
import { type Gate, parseGate } from '../../../gate.ts'
import { toText } from './entry-row.ts'

/** The only row of the table `book`. */
export class BookRow {
  readonly #state: StatementSync
  readonly #readGate: StatementSync
  readonly #lastHeld: StatementSync
  readonly #entryAdded: StatementSync
  readonly #count: StatementSync
  readonly #changed: StatementSync
  readonly #held: StatementSync
  readonly #gate: StatementSync
  readonly #secret: StatementSync

  constructor(database: DatabaseSync) {
    const prepare = (sql: string) => database.prepare(sql)
    this.#state = prepare('SELECT generation, total, last_entry, last_change FROM book')
    this.#readGate = prepare('SELECT gate FROM book')
    this.#lastHeld = prepare('SELECT last_held FROM book')
    this.#entryAdded = prepare('UPDATE book SET total = total + 1, last_entry = ?')
    this.#count = prepare('UPDATE book SET total = total + ?')
    this.#changed = prepare('UPDATE book SET last_change = ?')
    this.#held = prepare('UPDATE book SET last_held = ?')
    this.#gate = prepare('UPDATE book SET gate = ?')
    this.#secret = prepare('SELECT secret FROM book')
  }

  /** How far the logs go, and how many entries readers see. */
  state(): { position: Position; total: number } {
    const row = this.#state.get()
    if (row === undefined) throw new Error('expected one row in the table book, got none')
    return {
      position: {
        generation: String(row.generation),
        entries: String(row.last_entry),
        changes: String(row.last_change),
      },
      total: Number(row.total),
    }
  }

  gate(): Gate {
    return parseGate(toText(this.#readGate.get()?.gate))
  }

  lastHeld(): LogId {
    return String(this.#lastHeld.get()?.last_held)
  }

  /** Counts an entry with a new id, the last one. */
  entryAdded(id: LogId): void {
    this.#entryAdded.run(id)
  }

  count(entries: number): void {
    this.#count.run(entries)
  }

  changed(lastChange: LogId): void {
    this.#changed.run(lastChange)
  }

  held(lastHeld: LogId): void {
    this.#held.run(lastHeld)
  }

  /** @param gate as `formatGate` returns it */
  setGate(gate: string): void {
    this.#gate.run(gate)
  }

  secret(): string {
    return String(this.#secret.get()?.secret)
  }
}
