import { Counter, Gauge, Registry } from 'prom-client'
import type { Book } from '../book/book.ts'
import { BookLimitReached, KeyReused, MaybeWritten, NotWritten, TooManyPosts } from '../book/errors.ts'
import type { Feed } from '../book/feed/feed.ts'
import type { Reader } from '../book/reader/reader.ts'
import { LIMIT_NAMES, type LimitName } from '../common/limit-reached.ts'
import type { LiveStreams } from '../live/live-streams.ts'
import { RequestDurations } from '../performance/request-durations.ts'

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

interface MetricsOptions {
  readonly book: Book
  readonly feed: Feed
  readonly reader: Reader
  readonly streams: LiveStreams
}

/** The Prometheus metrics of a guestbook (https://prometheus.io/docs/practices/naming/). */
export class Metrics {
  readonly registry = new Registry()
  /** Includes malformed requests and those cut off (status "none"). */
  readonly requests = new RequestDurations(this.registry)
  readonly #writes: Counter<'outcome'>
  readonly #refused: Counter<'limit'>

  constructor({ book, feed, reader, streams }: MetricsOptions) {
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
    const gauge = (name: string, help: string, read: () => number) =>
      new Gauge({
        name,
        help,
        registers,
        collect() {
          this.set(read())
        },
      })
    const counter = (name: string, help: string, read: () => number) =>
      new Counter({
        name,
        help,
        registers,
        collect() {
          this.reset()
          this.inc(read())
        },
      })
    gauge('guestbook_entries', 'Entries in the book.', () => feed.state?.total ?? 0)
    gauge(
      'guestbook_feed_position_timestamp_seconds',
      'The time in the ID of the newest entry that this process has read, since 1970.',
      () => Number(feed.state?.position.entries.split('-')[0] ?? 0) / 1000,
    )
    gauge(
      'guestbook_feed_lag_seconds',
      'How long the feed has been behind the writes of this process; 0 if it is not.',
      () => reader.lag(),
    )
    gauge('guestbook_live_streams', 'Open live streams.', () => streams.count)
    gauge('guestbook_readable', '1 if a node can be read, 0 if pages come from memory.', () =>
      Number(book.health().readable),
    )
    gauge('guestbook_writable', '1 if entries can be added, 0 if the master is away or refuses them.', () =>
      Number(book.health().writable),
    )
    gauge(
      'guestbook_contact_timestamp_seconds',
      'When a node that may be read last answered, since 1970; pages are at most as old.',
      () => book.health().lastContact / 1000,
    )
    gauge(
      'guestbook_master_contact_timestamp_seconds',
      'When the node that is written to last answered, since 1970.',
      () => book.health().masterContact / 1000,
    )
    gauge(
      'guestbook_durability_warnings',
      'Number of warnings of /readyz: how entries may be lost, why they cannot be added, or what is missing.',
      () => book.health().warnings.length,
    )
    gauge(
      'guestbook_replicas',
      'Replicas in step with the Redis master; 0 while it is away, and without Redis.',
      () => book.health().replication?.replicas ?? 0,
    )
    gauge(
      'guestbook_replica_link_up',
      '1 while the replica that this process reads from is up and linked to the master, else 0; also 0 if the master itself is read.',
      () => Number(book.health().replication?.linkUp ?? false),
    )
    gauge(
      'guestbook_replica_lag_bytes',
      'How far that replica is behind the master, in bytes of the replication stream.',
      () => book.health().replication?.lag ?? 0,
    )
    counter(
      'guestbook_reads_waited_total',
      'Reads by visitors ahead of this process, which waited for it.',
      () => reader.counts.waited,
    )
    counter(
      'guestbook_reads_from_master_total',
      'Reads that then had to ask the master.',
      () => reader.counts.askedMaster,
    )
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
