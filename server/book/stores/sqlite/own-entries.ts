import type { LogId } from '../../../common/log-id.ts'
import type { Position } from '../../../common/position.ts'
import type { UnixTime } from '../../../common/unix-time.ts'
import type { Fate, Ownership } from '../../book.ts'
import { NotOwn } from '../../errors.ts'
import type { EntryRecord } from '../entry-record.ts'
import type { Log } from './log.ts'
import { toHeldEntry } from './tables/drawers.ts'
import type { Tables } from './tables/tables.ts'

/** An entry that its author may change. Throws {@link NotOwn}. */
export function requireOwn({ entries }: Tables, id: LogId, { author, since }: Ownership): EntryRecord {
  const record = entries.find(id)
  if (record === undefined) throw new NotOwn('gone')
  if (record.author !== author) throw new NotOwn('by-another')
  if (record.marks?.reply) throw new NotOwn('replied')
  if (record.writtenAt < since) throw new NotOwn('too-late')
  return record
}

/** What authors do with their own entries, as `Book` says. The caller provides the transactions. */
export class OwnEntries {
  readonly #tables: Tables
  readonly #log: Log

  constructor(tables: Tables, log: Log) {
    this.#tables = tables
    this.#log = log
  }

  takeBack(id: LogId, own: Ownership, now: UnixTime): Position {
    requireOwn(this.#tables, id, own)
    this.#log.delete(id)
    this.#tables.changes.record({ op: 'take-back', entry: id, by: '' }, now)
    return this.#log.state().position
  }

  withdraw(first: LogId, author: string, now: UnixTime): boolean {
    const { drawers, decisions, changes } = this.#tables
    const id = decisions.currentId(first, now)
    const held = drawers.find(id, now)
    if (held?.author !== author) return false
    drawers.delete(id)
    decisions.remember(id, { verdict: 'withdraw', author }, now)
    changes.record({ op: 'withdraw', entry: id, drawer: held.drawer, by: '' }, now)
    return true
  }

  fateOf(author: string, id: LogId, now: UnixTime): Fate {
    const { drawers, decisions } = this.#tables
    const current = decisions.currentId(id, now)
    const held = drawers.find(current, now)
    if (held?.author === author) return { id, state: 'waiting', entry: toHeldEntry(current, held) }
    const entry = held ? undefined : decisions.publishedBy(author, current, now)
    return entry === undefined ? { id, state: 'gone' } : { id, state: 'published', entry }
  }
}
