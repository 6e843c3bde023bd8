import type { UnixTime } from '../../../common/unix-time.ts'
import { type Appended, type AppendOptions, LENIENCE } from '../../book.ts'
import { BookClosed, BookLimitReached, DrawerFull, KeyReused, NotOwn, TooManyPosts } from '../../errors.ts'
import { PostCounter } from '../../post-counter.ts'
import { randomName } from '../../secrets.ts'
import type { Access } from './access.ts'
import { DayCounter } from './day-counter.ts'
import type { Log } from './log.ts'
import { type NewPost, Poster } from './poster.ts'
import type { Tables } from './tables/tables.ts'

/** The most entries in one transaction, which blocks the process. */
const BATCH = 256

interface AppenderOptions {
  readonly access: Access
  readonly tables: Tables
  readonly log: Log
  readonly now: () => UnixTime
}

/** Adds all entries of one event-loop turn in one transaction, so that they wait for the disk only once. */
export class Appender {
  readonly #options: AppenderOptions
  readonly #poster: Poster
  readonly #added = new PostCounter()
  readonly #repeated = new PostCounter()
  readonly #today: DayCounter
  /** Never stored: an alias may contain an address, which must not be found in the file. */
  readonly #secret = randomName()
  #waiting: Write[] = []

  constructor(options: AppenderOptions) {
    this.#options = options
    const { tables, log } = options
    this.#poster = new Poster(tables, log)
    const counted = [tables.entries, tables.hidden, tables.drawers]
    this.#today = new DayCounter((from, to) => counted.reduce((sum, table) => sum + table.countBetween(from, to), 0))
  }

  append(post: NewPost): Promise<Appended> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ post, resolve, reject })
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
      const outcomes = this.#options.access.writeWithRoom(() =>
        writes.map(({ post }) => this.#addOrRefuse(post, now, undo)),
      )
      for (const [index, { resolve, reject }] of writes.entries()) {
        const outcome = outcomes[index]
        if (outcome instanceof Error) reject(outcome)
        else if (outcome) resolve(outcome)
      }
    } catch (error) {
      for (const uncount of undo) uncount()
      for (const { reject } of writes) reject(error)
    }
  }

  /** Returns a refusal, so that it does not affect other entries. `undo` collects what undoes the counts. */
  #addOrRefuse(post: NewPost, now: UnixTime, undo: (() => void)[]): Appended | Error {
    const counted: (() => void)[] = []
    try {
      const appended = this.#add(post, now, counted)
      undo.push(...counted)
      return appended
    } catch (error) {
      for (const uncount of counted) uncount()
      if (error instanceof Error && REFUSALS.some((refusal) => error instanceof refusal)) return error
      throw error
    }
  }

  #add(post: NewPost, now: UnixTime, counted: (() => void)[]): Appended {
    const { keys } = this.#options.tables
    const { draft, options, replacing } = post
    const { key, alias } = options
    const secretAlias = alias && { ...alias, value: this.#secret + alias.value }
    const keyed = { draft, replaces: replacing?.id }
    const earlier = (key && keys.recall(key, keyed, now)) ?? (secretAlias && keys.recall(secretAlias, keyed, now))
    if (earlier) {
      this.#countRepetition(options, now, counted)
      if (key) keys.remember(key, keyed, earlier, now)
      return this.#poster.replay(post, earlier, now)
    }
    this.#poster.check(post)
    this.#count(options, now, counted)
    const { appended, posted } = this.#poster.add(post, now, counted)
    if (key) keys.remember(key, keyed, posted, now)
    if (secretAlias) keys.remember(secretAlias, keyed, posted, now)
    return appended
  }

  #countRepetition({ allowances = [] }: AppendOptions, now: UnixTime, counted: (() => void)[]): void {
    const usedUp = this.#repeated.count(allowances, now, LENIENCE)
    if (usedUp) throw new TooManyPosts(usedUp.remaining)
    counted.push(() => this.#repeated.uncount(allowances, now))
  }

  #count({ allowances = [], perDay = 0 }: AppendOptions, now: UnixTime, counted: (() => void)[]): void {
    if (perDay > 0) {
      const untilTomorrow = this.#today.count(perDay, now)
      if (untilTomorrow !== undefined) throw new BookLimitReached(untilTomorrow)
      counted.push(() => this.#today.uncount())
    }
    const usedUp = this.#added.count(allowances, now)
    if (usedUp) throw new TooManyPosts(usedUp.remaining, usedUp.network)
    counted.push(() => this.#added.uncount(allowances, now))
  }
}

const REFUSALS = [KeyReused, TooManyPosts, BookLimitReached, BookClosed, DrawerFull, NotOwn]

interface Write {
  readonly post: NewPost
  readonly resolve: (appended: Appended) => void
  readonly reject: (reason: unknown) => void
}
