import type { FastifyBaseLogger } from 'fastify'
import type { LimitName } from '../common/limit-reached.ts'

const LOG_INTERVAL_MS = 60_000

interface RefusalsOptions {
  readonly log: FastifyBaseLogger
  readonly count: (limit: LimitName) => void
  readonly now?: () => number
}

/** Counts and logs refusals. A flood of one kind takes one line a minute in the log. */
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

  add(limit: LimitName): void {
    this.#count(limit)
    const kind = this.#kinds.get(limit) ?? { loggedAt: Number.NEGATIVE_INFINITY, unlogged: 0 }
    this.#kinds.set(limit, kind)
    kind.unlogged += 1
    if (this.#now() - kind.loggedAt < LOG_INTERVAL_MS) return
    this.#log.warn({ limit, refused: kind.unlogged }, 'a limit was reached: see the metric guestbook_refused_total')
    kind.loggedAt = this.#now()
    kind.unlogged = 0
  }
}
