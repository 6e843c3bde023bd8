import { type Allowance, type AppendOptions, BookLimitReached, LENIENCE, TooManyPosts } from '../book/book.ts'
import { PostCounter } from '../book/post-counter.ts'
import { memoize } from '../performance/memoize.ts'
import { clientNetworks } from './client-network.ts'

/** How many times as much as a /64 a /48 may post. */
const AROUND = 8

const MINUTE = 60_000

/** How many refusals are remembered; beyond that, the oldest are forgotten, and those clients are refused by the book alone. */
const REFUSALS = 10_000

/** Stands for the whole book among the networks that were refused. */
const WHOLE_BOOK = ''

export interface PostLimitsOptions {
  /** How many entries a client may add within a minute; 0: any number. */
  readonly perMinute: number
  /** How many entries the book takes in a day; 0: any number. */
  readonly perDay: number
  /** The time in milliseconds, from any beginning. */
  readonly now?: () => number
}

/**
 * Limits posts. What is added is counted by the book, over all front ends and together with the write, so that no round trip is needed
 * and nothing can be counted twice. This process remembers whom the book has refused, and counts what fails before it gets that far.
 */
export class PostLimits {
  readonly #options: PostLimitsOptions
  readonly #now: () => number
  readonly #networksOf = memoize(clientNetworks)
  readonly #failures = new PostCounter()
  readonly #refusals = new Map<string, Refusal>()

  constructor(options: PostLimitsOptions) {
    this.#options = options
    this.#now = options.now ?? (() => performance.now())
  }

  /** What the book is to count a post from this address against. */
  of(address: string): Required<Pick<AppendOptions, 'allowances' | 'perDay'>> {
    return { allowances: this.#allowancesOf(address), perDay: this.#options.perDay }
  }

  /**
   * Throws {@link TooManyPosts} or {@link BookLimitReached} where the book has refused posts from this address, and would again. It
   * does not know of a post that `mayRepeat` an earlier one, so that is let through, as often as posts may fail.
   */
  check(address: string, mayRepeat: boolean): void {
    const now = this.#now()
    const allowances = this.#allowancesOf(address)
    for (const name of [WHOLE_BOOK, ...allowances.map(({ network }) => network)]) {
      const refusal = this.#refusals.get(name)
      if (!refusal || now >= refusal.forgottenAt) continue
      if (mayRepeat && !this.#failures.count(allowances, now, LENIENCE)) return
      const remaining = refusal.until - now
      throw name === WHOLE_BOOK ? new BookLimitReached(remaining) : new TooManyPosts(remaining, name)
    }
  }

  /** Remembers what the book has refused. */
  remember(error: TooManyPosts | BookLimitReached): void {
    const name = error instanceof BookLimitReached ? WHOLE_BOOK : error.network
    // Repetitions that were too many stop nothing else.
    if (name === undefined) return
    const now = this.#now()
    const until = now + 1000 * error.retryAfterSeconds
    // The book is asked again now and then: it may have been replaced.
    this.#refusals.delete(name)
    this.#refusals.set(name, { until, forgottenAt: Math.min(until, now + MINUTE) })
    const [oldest] = this.#refusals.keys()
    if (this.#refusals.size > REFUSALS && oldest !== undefined) this.#refusals.delete(oldest)
  }

  /** Counts a post that came to nothing by its client's own fault. @returns what to tell the client instead where those are too many */
  countFailure(address: string): TooManyPosts | undefined {
    const usedUp = this.#failures.count(this.#allowancesOf(address), this.#now(), LENIENCE)
    return usedUp && new TooManyPosts(usedUp.remaining)
  }

  #allowancesOf(address: string): Allowance[] {
    const { perMinute } = this.#options
    if (perMinute === 0) return []
    return this.#networksOf(address).map((network, index) => ({
      network,
      perMinute: index === 0 ? perMinute : AROUND * perMinute,
    }))
  }
}

interface Refusal {
  /** When there will be room again, in milliseconds. */
  readonly until: number
  readonly forgottenAt: number
}
