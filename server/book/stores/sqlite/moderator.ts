import type { LogId } from '../../../common/log-id.ts'
import type { Position } from '../../../common/position.ts'
import type { UnixTime } from '../../../common/unix-time.ts'
import { formatGate, type Gate } from '../../gate.ts'
import {
  type Drawer,
  HIDDEN_LIMIT,
  type Mark,
  type Outcome,
  PINNED_LIMIT,
  type Rules,
  type RulesChange,
  type Verdict,
  WAITING_LIMIT,
} from '../../moderation.ts'
import type { EntryRecord, Marks } from '../entry-record.ts'
import type { Log } from './log.ts'
import type { HeldRecord } from './tables/drawers.ts'
import { isoTime } from './tables/entry-row.ts'
import type { Tables } from './tables/tables.ts'

/** What an owner does with a book. The caller provides the transactions. */
export class Moderator {
  readonly #tables: Tables
  readonly #log: Log

  constructor(tables: Tables, log: Log) {
    this.#tables = tables
    this.#log = log
  }

  decide(id: LogId, verdict: Verdict, by: string, now: UnixTime): Outcome {
    const { drawers, decisions, changes } = this.#tables
    const held = drawers.find(id, now)
    if (held === undefined) return this.#decidedBefore(id, now)
    if (verdict === (held.drawer === 'spam' ? 'spam' : 'wait')) return { kind: 'already' }
    if (verdict === 'wait' && drawers.count('waiting', now) >= WAITING_LIMIT) return { kind: 'full' }
    drawers.delete(id)
    const entry = this.#carryOut(verdict, held, now)
    decisions.remember(id, { verdict, entry, author: held.author }, now)
    changes.record({ op: verdict, entry: id, drawer: held.drawer, by, detail: entry }, now)
    return this.#done(entry ?? id)
  }

  mark(id: LogId, mark: Mark, by: string, now: UnixTime): Outcome {
    const { entries, hidden, changes } = this.#tables
    const shown = entries.find(id)
    const record = shown ?? hidden.find(id)
    if (record === undefined) return { kind: 'unknown' }
    if (mark.kind === 'hide' || mark.kind === 'show') {
      if ((mark.kind === 'show') === (shown !== undefined)) return { kind: 'already' }
      if (mark.kind === 'hide' && hidden.count() >= HIDDEN_LIMIT) return { kind: 'full' }
      this.#move(id, record, mark.kind)
    } else {
      const marks = markWith(record.marks ?? {}, mark, now)
      if (marks === undefined) return { kind: 'already' }
      if (!isOverKnown(record.marks ?? {}, mark)) return { kind: 'changed' }
      if (mark.kind === 'pin' && !this.#canPin()) return { kind: 'full' }
      const table = shown ? entries : hidden
      table.setMarks(id, marks)
    }
    changes.record({ op: mark.kind, entry: id, by }, now)
    return this.#done(id)
  }

  remove(id: LogId, by: string, from: 'entries' | Drawer, now: UnixTime): Outcome {
    if (from !== 'entries') return this.#removeHeld(id, by, from, now)
    const { hidden, changes } = this.#tables
    if (!this.#log.delete(id) && !hidden.delete(id)) return { kind: 'unknown' }
    changes.record({ op: 'remove', entry: id, by }, now)
    return this.#done(id)
  }

  setGate(gate: Gate, by: string, now: UnixTime): Position {
    const { book, changes } = this.#tables
    const text = formatGate(gate)
    book.setGate(text)
    changes.record({ op: 'gate', by, detail: text }, now)
    return this.#log.state().position
  }

  setSettings(values: Readonly<Record<string, string | undefined>>, by: string, now: UnixTime): Position {
    const { settings, changes } = this.#tables
    for (const [name, value] of Object.entries(values)) settings.set(name, value)
    changes.record({ op: 'settings', by, detail: Object.keys(values).join(' ') }, now)
    return this.#log.state().position
  }

  /** @returns undefined, and changes nothing, if what it names is not as in `from` */
  changeRules({ settings: values, gate }: RulesChange, from: Rules, by: string, now: UnixTime): Position | undefined {
    const { book, settings } = this.#tables
    const before = settings.all()
    const isAsBefore = (name: string) => before[name] === from.settings[name]
    if (!Object.keys(values).every(isAsBefore)) return undefined
    if (gate && formatGate(book.gate()) !== formatGate(from.gate)) return undefined
    const changed = Object.entries(values).filter(([name, value]) => value?.toWellFormed() !== before[name])
    if (changed.length > 0) this.setSettings(Object.fromEntries(changed), by, now)
    if (gate) this.setGate(gate, by, now)
    return this.#log.state().position
  }

  /** @returns the id that the entry has now, if it is still there */
  #carryOut(verdict: Verdict, held: HeldRecord, now: UnixTime): LogId | undefined {
    const { drawers, trusted, moves } = this.#tables
    if (verdict === 'refuse') return undefined
    if (verdict === 'spam') return drawers.add({ ...held, drawer: 'spam' }, now)
    if (verdict === 'wait') return drawers.add({ ...held, drawer: 'waiting' }, now)
    // Others may have been pinned since it was changed.
    const keepsPin = held.marks?.pinned && this.#canPin()
    const { id } = this.#log.append({ ...held, marks: { ...held.marks, pinned: keepsPin || undefined } }, now)
    if (held.author !== undefined) trusted.add(held.author)
    if (held.marks?.replaces) moves.remember(held.marks.replaces, id, now)
    return id
  }

  #canPin(): boolean {
    const { entries, hidden } = this.#tables
    return entries.pinned(PINNED_LIMIT).length + hidden.pinned(PINNED_LIMIT).length < PINNED_LIMIT
  }

  #move(id: LogId, record: EntryRecord, kind: 'hide' | 'show'): void {
    const { book, entries, hidden } = this.#tables
    const [from, to] = kind === 'hide' ? [entries, hidden] : [hidden, entries]
    from.delete(id)
    to.insert(id, record)
    book.count(kind === 'hide' ? -1 : 1)
  }

  #removeHeld(id: LogId, by: string, drawer: Drawer, now: UnixTime): Outcome {
    const { drawers, decisions, changes } = this.#tables
    const held = drawers.find(id, now)
    if (held?.drawer !== drawer) return this.#decidedBefore(id, now)
    drawers.delete(id)
    decisions.remember(id, { verdict: 'refuse', author: held.author }, now)
    changes.record({ op: 'remove', entry: id, drawer, by }, now)
    return this.#done(id)
  }

  #decidedBefore(id: LogId, now: UnixTime): Outcome {
    const became = this.#tables.decisions.find(id, now)
    return became ? { kind: 'already', became } : { kind: 'unknown' }
  }

  #done(entry: LogId): Outcome {
    return { kind: 'done', position: this.#log.state().position, entry }
  }
}

/** Undefined if nothing changes. */
function markWith(marks: Marks, mark: Mark, now: UnixTime): Marks | undefined {
  if (mark.kind !== 'reply') {
    const isPinned = mark.kind === 'pin'
    return (marks.pinned ?? false) === isPinned ? undefined : { ...marks, pinned: isPinned || undefined }
  }
  const text = mark.text.toWellFormed()
  if ((marks.reply?.text ?? '') === text) return undefined
  return { ...marks, reply: text === '' ? undefined : { text, at: isoTime(now) } }
}

/** False if somebody else has saved another reply, or taken it away. */
function isOverKnown({ reply }: Marks, mark: Mark): boolean {
  return mark.kind !== 'reply' || mark.over === undefined || mark.over === (reply?.at ?? '')
}
