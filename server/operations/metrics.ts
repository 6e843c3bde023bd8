import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import { type Book, BookLimitReached, KeyReused, MaybeWritten, NotWritten, TooManyPosts } from '../book/book.ts'
import type { Feed } from '../book/feed/feed.ts'
import type { Reader } from '../book/reader/reader.ts'
import type { LimitName } from '../limits/limit-reached.ts'
import type { LiveStreams } from '../live/live-streams.ts'
import { RequestDurations } from '../performance/request-durations.ts'

/** What a write came to. */
type WriteOutcome =
  | 'added'
  | 'replayed'
  | 'limited'
  | 'book_limited'
  | 'key_reused'
  | 'not_written'
  | 'maybe_written'
  | 'failed'

export interface MetricsOptions {
  readonly book: Book
  readonly feed: Feed
  readonly reader: Reader
  readonly streams: LiveStreams
}

/** What the owner can watch, in Prometheus' terms (https://prometheus.io/docs/practices/naming/). */
export class Metrics {
  readonly registry = new Registry()
  /** Every request: answered, malformed, or cut off (status "none"). A live stream counts when it is opened. */
  readonly requests = new RequestDurations(this.registry)
  readonly #writes: Counter<'outcome'>
  readonly #refused: Counter<'limit'>

  constructor({ book, feed, reader, streams }: MetricsOptions) {
    const registers = [this.registry]
    collectDefaultMetrics({ register: this.registry })
    this.#writes = new Counter({
      name: 'guestbook_writes_total',
      help: 'Entries handed to the book, by what became of them.',
      labelNames: ['outcome'],
      registers,
    })
    this.#refused = new Counter({
      name: 'guestbook_refused_total',
      help: 'What was refused or cut off because a limit of this process was reached, by limit.',
      labelNames: ['limit'],
      registers,
    })
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
      'For how long the feed has been behind what this process has written; 0 where it is not.',
      () => reader.lag(),
    )
    gauge('guestbook_live_streams', 'Pages that are kept up to date live.', () => streams.count)
    gauge('guestbook_readable', '1 where a node can be read from, 0 where pages come from memory.', () =>
      Number(book.health().readable),
    )
    gauge('guestbook_writable', '1 where entries can be added, 0 where the master is away or refuses them.', () =>
      Number(book.health().writable),
    )
    gauge(
      'guestbook_durability_warnings',
      'What /readyz warns of: how entries may be lost, why they cannot be added, or what is missing.',
      () => book.health().warnings.length,
    )
    gauge(
      'guestbook_replicas',
      'Replicas that are in step with the Redis master; 0 while it is away, and for a book without Redis.',
      () => book.health().replication?.replicas ?? 0,
    )
    gauge(
      'guestbook_replica_link_up',
      '1 while the replica that this process reads from is there and linked to the master, 0 also where the master itself is read.',
      () => Number(book.health().replication?.linkUp ?? false),
    )
    gauge(
      'guestbook_replica_lag_bytes',
      'How far that replica is behind the master, in bytes of what the master sends it.',
      () => book.health().replication?.lag ?? 0,
    )
    counter(
      'guestbook_reads_waited_total',
      'Reads that were ahead of this process and waited for it.',
      () => reader.counts.waited,
    )
    counter(
      'guestbook_reads_from_master_total',
      'Reads for which the wait was not enough, so that the master was asked.',
      () => reader.counts.askedMaster,
    )
  }

  /** Counts what was refused because a limit was reached. */
  countRefused(limit: LimitName): void {
    this.#refused.inc({ limit })
  }

  /** Passes a write's result on and counts what became of it. */
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
