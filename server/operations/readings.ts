import { Counter, Gauge, type Registry } from 'prom-client'
import type { Book } from '../book/book.ts'
import type { Feed } from '../book/feed/feed.ts'
import type { Reader } from '../book/reader/reader.ts'
import { LOG_START, timeOf } from '../common/log-id.ts'
import type { LiveStreams } from '../live/live-streams.ts'

export interface MeasuredParts {
  readonly book: Book
  readonly feed: Feed
  readonly reader: Reader
  readonly streams: LiveStreams
}

/** Adds the metrics that are read only when Prometheus asks. */
export function addReadings(registry: Registry, parts: MeasuredParts): void {
  const registers = [registry]
  for (const [name, help, read] of GAUGES) {
    const collect = function (this: Gauge) {
      this.set(read(parts))
    }
    new Gauge({ name, help, registers, collect })
  }
  for (const [name, help, read] of COUNTERS) {
    const collect = function (this: Counter) {
      this.reset()
      this.inc(read(parts))
    }
    new Counter({ name, help, registers, collect })
  }
}

type Reading = readonly [name: string, help: string, read: (parts: MeasuredParts) => number]

const GAUGES: readonly Reading[] = [
  ['guestbook_entries', 'Entries in the book.', ({ feed }) => feed.state?.total ?? 0],
  [
    'guestbook_feed_position_timestamp_seconds',
    'The time in the ID of the newest entry that this process has read, since 1970.',
    ({ feed }) => timeOf(feed.state?.position.entries ?? LOG_START) / 1000,
  ],
  [
    'guestbook_feed_lag_seconds',
    'How long the feed has been behind the writes of this process; 0 if it is not.',
    ({ reader }) => reader.lag(),
  ],
  ['guestbook_live_streams', 'Open live streams.', ({ streams }) => streams.count],
  [
    'guestbook_readable',
    '1 if a node can be read, 0 if pages come from memory.',
    ({ book }) => Number(book.health().readable),
  ],
  [
    'guestbook_writable',
    '1 if entries can be added, 0 if the master is away or refuses them.',
    ({ book }) => Number(book.health().writable),
  ],
  [
    'guestbook_contact_timestamp_seconds',
    'When a node that may be read last answered, since 1970; pages are at most as old.',
    ({ book }) => book.health().lastContact / 1000,
  ],
  [
    'guestbook_master_contact_timestamp_seconds',
    'When the node that is written to last answered, since 1970.',
    ({ book }) => book.health().masterContact / 1000,
  ],
  [
    'guestbook_durability_warnings',
    'Number of warnings of /readyz: how entries may be lost, why they cannot be added, or what is missing.',
    ({ book }) => book.health().warnings.length,
  ],
  [
    'guestbook_replicas',
    'Replicas in step with the Redis master; 0 while it is away, and without Redis.',
    ({ book }) => book.health().replication?.replicas ?? 0,
  ],
  [
    'guestbook_replica_link_up',
    '1 while the replica that this process reads from is up and linked to the master, else 0; also 0 if the master itself is read.',
    ({ book }) => Number(book.health().replication?.linkUp ?? false),
  ],
  [
    'guestbook_replica_lag_bytes',
    'How far that replica is behind the master, in bytes of the replication stream.',
    ({ book }) => book.health().replication?.lag ?? 0,
  ],
]

const COUNTERS: readonly Reading[] = [
  [
    'guestbook_reads_waited_total',
    'Reads by visitors ahead of this process, which waited for it.',
    ({ reader }) => reader.counts.waited,
  ],
  [
    'guestbook_reads_from_master_total',
    'Reads that then had to ask the master.',
    ({ reader }) => reader.counts.askedMaster,
  ],
]
