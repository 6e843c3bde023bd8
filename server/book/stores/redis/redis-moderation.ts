import type { Redis } from 'ioredis'
import { isId, LOG_START, type LogId } from '../../../common/log-id.ts'
import type { Position } from '../../../common/position.ts'
import { formatGate, parseGate } from '../../gate.ts'
import type { Moderation, Outcome } from '../../moderation.ts'
import type { BookKeys } from './book-keys.ts'
import { readAudit, readCounts, readDrawer, readHidden, readKept, readPinned } from './moderation-reads.ts'
import { decodeOutcome } from './outcome.ts'
import type { Transitions } from './transitions.ts'

/** The most entries decided in one script call, which blocks the master. */
const BATCH = 200

interface ModerationOptions {
  readonly keys: BookKeys
  readonly transitions: Transitions
  /** Reads from the master. Throws `Unreadable`. */
  readonly read: <Answer>(read: (master: Redis) => Promise<Answer>) => Promise<Answer>
}

/** The owner's side of a book on Redis. */
export class RedisModeration implements Moderation {
  readonly #keys: BookKeys
  readonly #transitions: Transitions
  readonly #read: ModerationOptions['read']

  constructor({ keys, transitions, read }: ModerationOptions) {
    this.#keys = keys
    this.#transitions = transitions
    this.#read = read
  }

  readonly counts: Moderation['counts'] = () => this.#read((master) => readCounts(master, this.#keys))

  readonly held: Moderation['held'] = (drawer, request) =>
    this.#read((master) => readDrawer(master, this.#keys, drawer, request))

  readonly hidden: Moderation['hidden'] = () => this.#read((master) => readHidden(master, this.#keys))

  readonly pinned: Moderation['pinned'] = () => this.#read((master) => readPinned(master, this.#keys))

  readonly kept: Moderation['kept'] = (request) => this.#read((master) => readKept(master, this.#keys, request))

  readonly audit: Moderation['audit'] = (request) => this.#read((master) => readAudit(master, this.#keys, request))

  readonly decide: Moderation['decide'] = async (ids, verdict, by) => {
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

  readonly mark: Moderation['mark'] = (id, mark, by) => {
    const { text, over } = mark.kind === 'reply' ? mark : { text: '' }
    const script = text === '' ? 'mark' : 'reply'
    const known = over === undefined ? [] : [over]
    return this.#change(script, id, mark.kind, id, by, text, new Date().toISOString(), ...known)
  }

  readonly remove: Moderation['remove'] = (id, by, from = 'entries') => this.#change('remove', id, id, by, from)

  // One connection carries them all at once, in this order.
  readonly markEach: Moderation['markEach'] = (ids, mark, by) => Promise.all(ids.map((id) => this.mark(id, mark, by)))

  readonly removeEach: Moderation['removeEach'] = (ids, by) => Promise.all(ids.map((id) => this.remove(id, by)))

  readonly setGate: Moderation['setGate'] = (gate, by) => this.#set('setGate', by, formatGate(gate))

  readonly rules: Moderation['rules'] = () => {
    const { gate, settings } = this.#keys
    return this.#read(async (master) => {
      const [text, values] = await Promise.all([master.get(gate), master.hgetall(settings)])
      return { gate: parseGate(text), settings: values }
    })
  }

  readonly setSettings: Moderation['setSettings'] = (settings, by) => {
    const cleared = Object.keys(settings).filter((name) => settings[name] === undefined)
    const set = Object.entries(settings).filter((pair): pair is [string, string] => pair[1] !== undefined)
    const script = set.length === 0 ? 'clearSettings' : 'setSettings'
    return this.#set(script, by, Object.keys(settings).join(' '), cleared.length, ...cleared, ...set.flat())
  }

  readonly changeRules: Moderation['changeRules'] = async ({ settings, gate }, from, by) => {
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
    const addsText = change.settings.some(({ value, before }) => value !== false && value !== before)
    const script = addsText ? 'setRules' : 'clearRules'
    const { generation, answers } = await this.#transitions.run(script, by.toWellFormed(), JSON.stringify(change))
    const [kind, changes = LOG_START] = answers[0]?.split(' ') ?? []
    return kind === 'done' ? { generation, entries: LOG_START, changes } : undefined
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
    const [, changes = LOG_START] = answers[0]?.split(' ') ?? []
    return { generation, entries: LOG_START, changes }
  }
}
