import type { Redis } from 'ioredis'
import type { Entry } from '../../../common/entry.ts'
import { compareIds, isId, LOG_START, type LogId } from '../../../common/log-id.ts'
import type { Position } from '../../../common/position.ts'
import { formatGate, type Gate, parseGate } from '../../gate.ts'
import type {
  AuditPage,
  Drawer,
  DrawerCounts,
  HeldPage,
  KeptEntry,
  KeptPage,
  Mark,
  Moderation,
  Outcome,
  Rules,
  RulesChange,
  Switch,
  Verdict,
} from '../../moderation.ts'
import type { BookKeys } from './book-keys.ts'
import { decodeAudit } from './change-encoding.ts'
import { decodeEntry, type MarkedRecord, type StreamRecord } from './encoding.ts'
import { decodeHeld } from './held-encoding.ts'
import { decodeOutcome } from './outcome.ts'
import { COUNTS, READ_DRAWER, READ_HIDDEN, READ_KEPT, READ_PINNED } from './scripts/held.ts'
import type { Transitions } from './transitions.ts'

/** The most entries decided in one script call, which blocks the master. */
const BATCH = 200

export interface ModerationOptions {
  readonly keys: BookKeys
  readonly transitions: Transitions
  /** Reads from the master. Throws `Unreadable`. */
  readonly read: <Answer>(read: (master: Redis) => Promise<Answer>) => Promise<Answer>
}

/** Defines the scripts that only the master is asked to run. Call it once for its connection. */
export function defineModerationReads(master: Redis): void {
  const scripts = {
    countHeld: COUNTS,
    readDrawer: READ_DRAWER,
    readHidden: READ_HIDDEN,
    readKept: READ_KEPT,
    readPinned: READ_PINNED,
  }
  for (const [name, lua] of Object.entries(scripts)) master.defineCommand(name, { lua, numberOfKeys: 1 })
}

export class RedisModeration implements Moderation {
  readonly #keys: BookKeys
  readonly #transitions: Transitions
  readonly #read: ModerationOptions['read']

  constructor({ keys, transitions, read }: ModerationOptions) {
    this.#keys = keys
    this.#transitions = transitions
    this.#read = read
  }

  async counts(): Promise<DrawerCounts> {
    const reply = await this.#ask((master) => master.countHeld(this.#keys.entries, Date.now()))
    const [waiting, spam, hidden] = reply
    return { waiting, spam, hidden }
  }

  async held(
    drawer: Drawer,
    { after = '', limit }: { readonly after?: LogId | undefined; readonly limit: number },
  ): Promise<HeldPage> {
    const range = [Date.now(), drawer, after, limit + 1] as const
    const [total, records] = await this.#ask((master) => master.readDrawer(this.#keys.entries, ...range))
    const found = (JSON.parse(records) as StreamRecord[]).map(decodeHeld)
    const entries = found.slice(0, limit)
    return { entries, next: found.length > limit ? (entries.at(-1)?.id ?? null) : null, total }
  }

  async hidden(): Promise<readonly Entry[]> {
    const records = await this.#ask((master) => master.readHidden(this.#keys.entries))
    const entries = (JSON.parse(records) as MarkedRecord[]).map(decodeEntry)
    return entries.sort((a, b) => compareIds(b.id, a.id))
  }

  async pinned(): Promise<readonly KeptEntry[]> {
    const found = decodeKept(await this.#ask((master) => master.readPinned(this.#keys.entries)))
    return found.sort((a, b) => compareIds(b.id, a.id))
  }

  async kept({ before, limit }: { readonly before?: LogId | undefined; readonly limit: number }): Promise<KeptPage> {
    if (before === LOG_START) return { entries: [], next: null }
    const from = before === undefined ? '+' : `(${before}`
    const found = decodeKept(await this.#ask((master) => master.readKept(this.#keys.entries, from, limit + 1)))
    const entries = found.slice(0, limit)
    return { entries, next: found.length > limit ? (entries.at(-1)?.id ?? null) : null }
  }

  async decide(ids: readonly LogId[], verdict: Verdict, by: string): Promise<readonly Outcome[]> {
    const known = ids.filter(isId)
    const outcomes: Outcome[] = []
    for (let start = 0; start < known.length; start += BATCH) {
      const batch = known.slice(start, start + BATCH)
      const { generation, answers } = await this.#transitions.run('decide', verdict, by.toWellFormed(), ...batch)
      const isPublished = verdict === 'publish'
      outcomes.push(...answers.map((answer, index) => decodeOutcome(generation, answer, batch[index], { isPublished })))
    }
    const next = outcomes.values()
    return ids.map((id) => (isId(id) ? next.next().value : undefined) ?? { kind: 'unknown' })
  }

  mark(id: LogId, mark: Mark, by: string): Promise<Outcome> {
    const text = mark.kind === 'reply' ? mark.text : ''
    const script = text === '' ? 'mark' : 'reply'
    return this.#change(script, id, mark.kind, id, by, text.toWellFormed(), new Date().toISOString())
  }

  remove(id: LogId, by: string, from: 'entries' | Drawer = 'entries'): Promise<Outcome> {
    return this.#change('remove', id, id, by, from)
  }

  markEach(ids: readonly LogId[], mark: Switch, by: string): Promise<readonly Outcome[]> {
    // One connection carries them all at once, in this order.
    return Promise.all(ids.map((id) => this.mark(id, mark, by)))
  }

  removeEach(ids: readonly LogId[], by: string): Promise<readonly Outcome[]> {
    return Promise.all(ids.map((id) => this.remove(id, by)))
  }

  setGate(gate: Gate, by: string): Promise<Position> {
    return this.#set('setGate', by, formatGate(gate))
  }

  rules(): Promise<Rules> {
    const { gate, settings } = this.#keys
    return this.#read(async (master) => {
      const [text, values] = await Promise.all([master.get(gate), master.hgetall(settings)])
      return { gate: parseGate(text), settings: values }
    })
  }

  setSettings(settings: Readonly<Record<string, string | undefined>>, by: string): Promise<Position> {
    const cleared = Object.keys(settings).filter((name) => settings[name] === undefined)
    const set = Object.entries(settings).filter((pair): pair is [string, string] => pair[1] !== undefined)
    const script = set.length === 0 ? 'clearSettings' : 'setSettings'
    return this.#set(script, by, Object.keys(settings).join(' '), cleared.length, ...cleared, ...set.flat())
  }

  async changeRules({ settings, gate }: RulesChange, from: Rules, by: string): Promise<Position | undefined> {
    const before = gate && (await this.#read((master) => master.get(this.#keys.gate)))
    // Older releases wrote the same gate in another way.
    if (gate && formatGate(parseGate(before)) !== formatGate(from.gate)) return undefined
    const change = {
      settings: Object.entries(settings).map(([name, value]) => ({
        name,
        before: from.settings[name] ?? false,
        value: value?.toWellFormed() ?? false,
      })),
      gate: gate && { before: before ?? false, value: formatGate(gate) },
    }
    const script = change.settings.some(({ value }) => value !== false) ? 'setRules' : 'clearRules'
    const { generation, answers } = await this.#transitions.run(script, by.toWellFormed(), JSON.stringify(change))
    const [kind, removed = LOG_START] = answers[0]?.split(' ') ?? []
    return kind === 'done' ? { generation, entries: LOG_START, removed } : undefined
  }

  async audit({ before, limit }: { readonly before?: LogId | undefined; readonly limit: number }): Promise<AuditPage> {
    if (before === LOG_START) return { records: [], next: null }
    const from = before === undefined ? '+' : `(${before}`
    const found = await this.#read((master) => master.xrevrange(this.#keys.removed, from, '-', 'COUNT', limit + 1))
    const records = found.slice(0, limit).map(decodeAudit)
    return { records, next: found.length > limit ? (records.at(-1)?.id ?? null) : null }
  }

  async #change(script: 'mark' | 'reply' | 'remove', id: LogId, ...values: readonly string[]): Promise<Outcome> {
    if (!isId(id)) return { kind: 'unknown' }
    const words = values.map((value) => value.toWellFormed())
    const { generation, answers } = await this.#transitions.run(script, ...words)
    return decodeOutcome(generation, answers[0], id)
  }

  async #set(
    script: 'setGate' | 'setSettings' | 'clearSettings',
    by: string,
    ...values: readonly (string | number)[]
  ): Promise<Position> {
    const words = [by, ...values].map((value) => String(value).toWellFormed())
    const { generation, answers } = await this.#transitions.run(script, ...words)
    const [, removed = LOG_START] = answers[0]?.split(' ') ?? []
    return { generation, entries: LOG_START, removed }
  }

  #ask<Answer>(read: (master: ModerationReads) => Promise<Answer>): Promise<Answer> {
    return this.#read((master) => read(master as ModerationReads))
  }
}

function decodeKept([records, hidden]: KeptReply): KeptEntry[] {
  const isHidden = new Set(hidden)
  const entries = (JSON.parse(records) as MarkedRecord[]).map(decodeEntry)
  return entries.map((entry) => ({ ...entry, isHidden: isHidden.has(entry.id) }))
}

type KeptReply = readonly [records: string, hidden: readonly LogId[]]

interface ModerationReads extends Redis {
  countHeld(entries: string, now: number): Promise<[waiting: number, spam: number, hidden: number]>
  readDrawer(
    entries: string,
    ...range: readonly [now: number, drawer: Drawer, after: string, most: number]
  ): Promise<[total: number, records: string]>
  readHidden(entries: string): Promise<string>
  readKept(entries: string, from: string, most: number): Promise<KeptReply>
  readPinned(entries: string): Promise<KeptReply>
}
