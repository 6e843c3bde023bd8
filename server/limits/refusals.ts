import type { FastifyBaseLogger } from 'fastify'
import type { LimitName } from './limit-reached.ts'

/** How often one kind of refusal is logged at most, in milliseconds. */
const LOG_INTERVAL = 60_000

export interface RefusalsOptions {
  readonly log: FastifyBaseLogger
  /** Is told of every refusal. */
  readonly count: (limit: LimitName) => void
  /** The time in milliseconds, from any beginning. */
  readonly now?: () => number
}

/** Keeps account of what was refused because a limit was reached. A flood of refusals is one line a minute in the log. */
export class Refusals {
  readonly #log: FastifyBaseLogger
  readonly #count: (limit: LimitName) => void
  readonly #now: () => number
  readonly #kinds = new Map<LimitName, { loggedAt: number; unlogged: number }>()

  constructor({ log, count, now = () => performance.now() }: RefusalsOptions) {
    this.#log = log
    this.#count = count
    this.#now = now
  }

  /** Counts one refusal and logs it, unless the same kind was logged within the last minute. */
  add(limit: LimitName): void {
    this.#count(limit)
    const kind = this.#kinds.get(limit) ?? { loggedAt: Number.NEGATIVE_INFINITY, unlogged: 0 }
    this.#kinds.set(limit, kind)
    kind.unlogged += 1
    if (this.#now() - kind.loggedAt < LOG_INTERVAL) return
    this.#log.warn({ limit, refused: kind.unlogged }, 'a limit was reached: see the metric guestbook_refused_total')
    kind.loggedAt = this.#now()
    kind.unlogged = 0
  }
}
