import type { Draft } from '../../../common/entry.ts'
import { type Appended, type AppendOptions, LENIENCE } from '../../book.ts'
import { BookLimitReached, KeyReused, TooManyPosts } from '../../errors.ts'
import { PostCounter } from '../../post-counter.ts'
import { randomName } from '../random-name.ts'
import { DayCounter } from './day-counter.ts'
import type { KeyRing } from './key-ring.ts'
import type { Log } from './log.ts'

/** The most entries in one transaction, which blocks the process. */
const BATCH = 256

export interface AppenderOptions {
  readonly log: Log
  readonly keys: KeyRing
  readonly now: () => number
  readonly write: <Result>(work: () => Result) => Result
}

/** Adds all entries of one event-loop turn in one transaction, so that they wait for the disk only once. */
export class Appender {
  readonly #options: AppenderOptions
  readonly #added = new PostCounter()
  readonly #repeated = new PostCounter()
  readonly #today: DayCounter
  /** Never stored: an alias may contain an address, which must not be found in the file. */
  readonly #secret = randomName()
  #waiting: Write[] = []

  constructor(options: AppenderOptions) {
    this.#options = options
    this.#today = new DayCounter((from, to) => options.log.countBetween(from, to))
  }

  append(draft: Draft, options: AppendOptions): Promise<Appended> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ draft, options, resolve, reject })
      if (this.#waiting.length === 1) setImmediate(() => this.flush())
    })
  }

  flush(): void {
    while (this.#waiting.length > 0) this.#commit(this.#waiting.splice(0, BATCH))
  }

  #commit(writes: readonly Write[]): void {
    const now = this.#options.now()
    const undo: (() => void)[] = []
    try {
      const outcomes = this.#options.write(() => writes.map((write) => this.#addOrRefuse(write, now, undo)))
      for (const [index, { resolve, reject }] of writes.entries()) {
        const outcome = outcomes[index]
        if (outcome instanceof Error) reject(outcome)
        else if (outcome) resolve(outcome)
      }
    } catch (error) {
      for (const takeBack of undo) takeBack()
      for (const { reject } of writes) reject(error)
    }
  }

  /** Returns a refusal, so that it does not affect other entries. */
  #addOrRefuse(write: Write, now: number, undo: (() => void)[]): Appended | Error {
    try {
      return this.#add(write, now, undo)
    } catch (error) {
      if (error instanceof KeyReused || error instanceof TooManyPosts || error instanceof BookLimitReached) return error
      throw error
    }
  }

  /** `undo` collects what takes the counts back. */
  #add({ draft, options }: Write, now: number, undo: (() => void)[]): Appended {
    const { log, keys } = this.#options
    const { key, alias, allowances = [] } = options
    const secretAlias = alias && { ...alias, value: this.#secret + alias.value }
    const earlier = (key && keys.recall(key, draft, now)) ?? (secretAlias && keys.recall(secretAlias, draft, now))
    if (earlier) {
      const usedUp = this.#repeated.count(allowances, now, LENIENCE)
      if (usedUp) throw new TooManyPosts(usedUp.remaining)
      undo.push(() => this.#repeated.takeBack(allowances, now))
      if (key) keys.remember(key, earlier, now)
      return { state: 'published', entry: earlier, replayed: true, position: log.state().position }
    }
    this.#count(options, now, undo)
    const entry = log.append(draft, now)
    if (key) keys.remember(key, entry, now)
    if (secretAlias) keys.remember(secretAlias, entry, now)
    return { state: 'published', entry, replayed: false, position: log.state().position }
  }

  /** Throws without counting if there is no room. */
  #count({ allowances = [], perDay = 0 }: AppendOptions, now: number, undo: (() => void)[]): void {
    const untilTomorrow = perDay > 0 ? this.#today.count(perDay, now) : undefined
    if (untilTomorrow !== undefined) throw new BookLimitReached(untilTomorrow)
    const usedUp = this.#added.count(allowances, now)
    if (usedUp) {
      if (perDay > 0) this.#today.takeBack()
      throw new TooManyPosts(usedUp.remaining, usedUp.network)
    }
    undo.push(() => {
      if (perDay > 0) this.#today.takeBack()
      this.#added.takeBack(allowances, now)
    })
  }
}

interface Write {
  readonly draft: Draft
  readonly options: AppendOptions
  readonly resolve: (appended: Appended) => void
  readonly reject: (reason: unknown) => void
}
