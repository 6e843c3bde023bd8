import { Counter, Registry } from 'prom-client'
import { BookLimitReached, KeyReused, MaybeWritten, NotWritten, TooManyPosts } from '../book/errors.ts'
import { LIMIT_NAMES, type LimitName } from '../common/limit-reached.ts'
import { RequestDurations } from '../performance/request-durations.ts'
import { addReadings, type MeasuredParts } from './readings.ts'

const WRITE_OUTCOMES = [
  'added',
  'replayed',
  'limited',
  'book_limited',
  'key_reused',
  'not_written',
  'maybe_written',
  'failed',
] as const

type WriteOutcome = (typeof WRITE_OUTCOMES)[number]

/** The Prometheus metrics of a guestbook (https://prometheus.io/docs/practices/naming/). */
export class Metrics {
  readonly registry = new Registry()
  /** Includes malformed requests and those cut off (status "none"). */
  readonly requests = new RequestDurations(this.registry)
  readonly #writes: Counter<'outcome'>
  readonly #refused: Counter<'limit'>

  constructor(parts: MeasuredParts) {
    const registers = [this.registry]
    this.#writes = new Counter({
      name: 'guestbook_writes_total',
      help: 'Attempts to add an entry, by outcome.',
      labelNames: ['outcome'],
      registers,
    })
    this.#refused = new Counter({
      name: 'guestbook_refused_total',
      help: 'Requests and connections refused or cut off because a limit of this process was reached, by limit.',
      labelNames: ['limit'],
      registers,
    })
    // Prometheus sees no increase in the first value of a counter, so each begins with 0.
    for (const outcome of WRITE_OUTCOMES) this.#writes.inc({ outcome }, 0)
    for (const limit of LIMIT_NAMES) this.#refused.inc({ limit }, 0)
    addReadings(this.registry, parts)
  }

  countRefused(limit: LimitName): void {
    this.#refused.inc({ limit })
  }

  /** Counts the outcome of a write and returns its result. */
  async countWrite<Result extends { replayed: boolean }>(write: Promise<Result>): Promise<Result> {
    try {
      const result = await write
      this.#writes.inc({ outcome: (result.replayed ? 'replayed' : 'added') satisfies WriteOutcome })
      return result
    } catch (error) {
      this.#writes.inc({ outcome: outcomeOf(error) })
      throw error
    }
  }
}

function outcomeOf(error: unknown): WriteOutcome {
  if (error instanceof TooManyPosts) return 'limited'
  if (error instanceof BookLimitReached) return 'book_limited'
  if (error instanceof KeyReused) return 'key_reused'
  if (error instanceof NotWritten) return 'not_written'
  return error instanceof MaybeWritten ? 'maybe_written' : 'failed'
}
