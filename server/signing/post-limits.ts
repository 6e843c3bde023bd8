import { type Allowance, type AppendOptions, LENIENCE } from '../book/book.ts'
import { BookLimitReached, TooManyPosts } from '../book/errors.ts'
import { PostCounter } from '../book/post-counter.ts'
import { dropOldest } from '../common/drop-oldest.ts'
import { MINUTE_MS } from '../common/unix-time.ts'
import { memoize } from '../performance/memoize.ts'
import { clientNetworks } from './client-network.ts'

/** How much more a /48 may post than a /64. */
const FACTOR_AROUND = 8

/** Of more, the oldest are forgotten: then only the book refuses those clients. */
const MOST_REFUSALS = 10_000

const WHOLE_BOOK = ''

export interface PostLimitsOptions {
  /** Entries that one client may add per minute; 0: any number. */
  readonly perMinute: number
  /** Entries that the book accepts per day; 0: any number. */
  readonly perDay: number
  /** In milliseconds, from any beginning. */
  readonly now?: () => number
}

/** The book counts the entries that it adds. This process remembers its refusals, and counts posts that fail before. */
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

  of(address: string): Required<Pick<AppendOptions, 'allowances' | 'perDay'>> {
    return { allowances: this.#allowancesOf(address), perDay: this.#options.perDay }
  }

  /** Throws {@link TooManyPosts} or {@link BookLimitReached} if the book would refuse again, unless the post `mayRepeat` an earlier one. */
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

  remember(error: TooManyPosts | BookLimitReached): void {
    const name = error instanceof BookLimitReached ? WHOLE_BOOK : error.network
    // Too many repetitions of one post stop no other.
    if (name === undefined) return
    const now = this.#now()
    const until = now + 1000 * error.retryAfterSeconds
    // The book is asked again from time to time, since it may have been replaced.
    this.#refusals.delete(name)
    this.#refusals.set(name, { until, forgottenAt: Math.min(until, now + MINUTE_MS) })
    dropOldest(this.#refusals, MOST_REFUSALS)
  }

  /** Counts a post that failed by the client's own fault. @returns what to answer instead if there were too many */
  countFailure(address: string): TooManyPosts | undefined {
    const usedUp = this.#failures.count(this.#allowancesOf(address), this.#now(), LENIENCE)
    return usedUp && new TooManyPosts(usedUp.remaining)
  }

  #allowancesOf(address: string): Allowance[] {
    const { perMinute } = this.#options
    if (perMinute === 0) return []
    return this.#networksOf(address).map((network, index) => ({
      network,
      perMinute: index === 0 ? perMinute : FACTOR_AROUND * perMinute,
    }))
  }
}

interface Refusal {
  /** In milliseconds. */
  readonly until: number
  readonly forgottenAt: number
}
