import type { LogId } from '../../../common/log-id.ts'
import { DAY_MS, type UnixTime } from '../../../common/unix-time.ts'
import { startOfDay } from '../../days.ts'
import { digest } from '../../secrets.ts'

/** All Redis keys of one book. The scripts build the names of those that they rarely need from that of `entries`. */
export interface BookKeys {
  /** A stream of nothing but published entries: its length, less those hidden, is the count. */
  readonly entries: string
  /** The log of changes, a stream. It is named after removals, the only ones it once held: XDEL leaves no trace. */
  readonly changes: string
  readonly waiting: string
  readonly spam: string
  /** The ids of entries that readers do not see, a set. */
  readonly hidden: string
  /** Hidden entries that are neighbours, see scripts/runs.ts. A sorted set. */
  readonly hiddenRuns: string
  /** By an entry's id `{"reply":{"text","at"},"pinned":true}`, each part only if it is set. A hash. */
  readonly marks: string
  /** As in `formatGate`. Absent: open. */
  readonly gate: string
  /** A hash. */
  readonly settings: string
  /** Authors the owner has published before, by the time of the last: a sorted set. */
  readonly trusted: string
  /** Random, written once with the book. */
  readonly generation: string
  /** Random, for signing cookies. Written when it is first asked for. */
  readonly secret: string
  /** Addresses are hashed with it. It is renewed daily, so that nobody can undo yesterday's hashes. */
  readonly salt: string
  /** Entries added since midnight UTC, if there is a daily limit. */
  readonly today: string
  /** Posts of the minute that began with the first of them. */
  readonly minute: string
  /** By a text's print the author of its last post, a hash for the UTC day of a time. */
  texts(time: UnixTime): string
  /** What became of an entry that waited, as `<verdict> <id it has now> <author or ->`. */
  decided(drawer: 'waiting' | 'spam', id: LogId): string
  /** The id of the entry that replaced it. */
  moved(id: LogId): string
  /** Exists for a while after an entry was removed or hidden. */
  gone(id: LogId): string
  /** The people who keep the book: a hash of JSON, by their ids. */
  readonly people: string
  /** Codes that sign somebody in: a hash of JSON, by the codes' hashes. */
  readonly codes: string
  /** Devices that are signed in: a hash of JSON, by the hashes of their tokens. */
  readonly sessions: string
  /** How many wrong codes were tried in this minute. */
  readonly failures: string
  /** The same four for the tablets on which strangers sign. */
  kiosks(): KeyRing
  /** Hashed, because it comes from a stranger and may have any length. */
  idempotency(value: string): string
  /** May contain an address. */
  alias(value: string, salt: string): string
  /** Holds the posts of this minute as `<added> <repeated>`. */
  network(network: string, salt: string): string
}

/** The keys of people or tablets that may get in. */
export type KeyRing = Pick<BookKeys, 'people' | 'codes' | 'sessions' | 'failures'>

/** The braces keep a book's keys in one slot of a Redis Cluster, as scripts need. scripts/redis/book-keys.sh has the same prefix. */
export function bookKeys(name: string): BookKeys {
  const book = `guestbook:{${name}}`
  return {
    entries: `${book}:entries`,
    changes: `${book}:removed`,
    waiting: `${book}:waiting`,
    spam: `${book}:spam`,
    hidden: `${book}:hidden`,
    hiddenRuns: `${book}:hidden:runs`,
    marks: `${book}:marks`,
    gate: `${book}:gate`,
    settings: `${book}:settings`,
    trusted: `${book}:trusted`,
    generation: `${book}:generation`,
    secret: `${book}:secret`,
    salt: `${book}:salt`,
    today: `${book}:today`,
    minute: `${book}:minute`,
    texts: (time) => `${book}:texts:${dayOf(time)}`,
    decided: (drawer, id) => `${book}:decided:${drawer === 'spam' ? 'spam:' : ''}${id}`,
    moved: (id) => `${book}:moved:${id}`,
    gone: (id) => `${book}:gone:${id}`,
    people: `${book}:people`,
    codes: `${book}:codes`,
    sessions: `${book}:sessions`,
    failures: `${book}:codes:failures`,
    kiosks: () => ({
      people: `${book}:kiosks`,
      codes: `${book}:kiosks:codes`,
      sessions: `${book}:kiosks:sessions`,
      failures: `${book}:kiosks:codes:failures`,
    }),
    idempotency: (value) => `${book}:key:${digest(value)}`,
    alias: (value, salt) => `${book}:alias:${digest(salt + value)}`,
    network: (network, salt) => `${book}:posts:network:${digest(salt + network)}`,
  }
}

/** The UTC day of a time, counted from 1970. */
export function dayOf(time: UnixTime): number {
  return startOfDay(time) / DAY_MS
}
