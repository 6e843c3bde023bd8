import { EventEmitter, on } from 'node:events'
import { setTimeout as roundTrip } from 'node:timers/promises'
import type { Book, Changes, PageRequest, Snapshot } from '../../server/book/book.ts'
import { Unreadable } from '../../server/book/errors.ts'
import { OPEN_GATE } from '../../server/book/gate.ts'
import type { Position } from '../../server/common/position.ts'

/** The position after so many entries. */
export const at = (entries: number, generation = 'g'): Position => ({
  generation,
  entries: `${entries}-0`,
  changes: '0-0',
})

/** A book of nothing at that position. */
export const snapshot = (position: Position): Snapshot => ({
  kind: 'snapshot',
  entries: [],
  changed: [],
  pinned: [],
  total: 0,
  position,
  gate: OPEN_GATE,
  settings: {},
})

async function notPart(): Promise<never> {
  throw new Error('not part of this')
}

/** A book whose log and master move on the test's command. */
export class ScriptedBook implements Book {
  master: Position | undefined = at(1)
  readable = true
  /** True: the master gives no answer at all. */
  isSilent = false
  /** How many questions were answered. */
  answered = 0
  readonly asked: PageRequest[] = []
  readonly #news = new EventEmitter<{ next: [next: Snapshot | Changes] }>()

  tell(next: Snapshot | Changes): void {
    this.#news.emit('next', next)
  }

  async *follow(signal: AbortSignal): AsyncGenerator<Snapshot | Changes> {
    try {
      const news = on(this.#news, 'next', { signal })
      yield snapshot(at(1))
      for await (const [next] of news) yield next
    } catch (error) {
      if (!signal.aborted) throw error
    }
  }

  async page(request: PageRequest) {
    this.asked.push(request)
    await (this.isSilent ? new Promise(() => {}) : roundTrip(5))
    this.answered += 1
    if (!this.master) throw new Unreadable('the master is away')
    return { entries: [], next: null, total: 0, position: this.master }
  }

  async find() {
    return { entry: undefined, position: this.master ?? at(0) }
  }

  readonly append = notPart

  readonly replace = notPart
  readonly takeBack = notPart
  readonly withdraw = notPart
  readonly secret = notPart
  readonly fatesOf = notPart
  readonly moderation = {
    counts: notPart,
    held: notPart,
    hidden: notPart,
    pinned: notPart,
    kept: notPart,
    decide: notPart,
    mark: notPart,
    markEach: notPart,
    remove: notPart,
    removeEach: notPart,
    rules: notPart,
    setGate: notPart,
    setSettings: notPart,
    changeRules: notPart,
    audit: notPart,
  }

  get owners(): never {
    throw new Error('not part of this')
  }

  get tablets(): never {
    throw new Error('not part of this')
  }

  health() {
    return { writable: true, readable: this.readable, lastContact: 8, masterContact: 7, warnings: [] }
  }

  async close() {}
}
