import { hash } from 'node:crypto'

/** All Redis keys of one book. */
export interface BookKeys {
  /** A stream of nothing but entries: its length is the count. */
  readonly entries: string
  /** Removals have their own stream, since XDEL leaves no trace. */
  readonly removed: string
  /** Random, written once with the book. */
  readonly generation: string
  /** Addresses are hashed with it. It is renewed daily, so that nobody can undo yesterday's hashes. */
  readonly salt: string
  /** Entries added since midnight UTC, if there is a daily limit. */
  readonly today: string
  /** The people who keep the book: a hash of JSON, by their ids. */
  readonly people: string
  /** Codes that sign somebody in: a hash of JSON, by the codes' hashes. */
  readonly codes: string
  /** Devices that are signed in: a hash of JSON, by the hashes of their tokens. */
  readonly sessions: string
  /** How many wrong codes were tried in this minute. */
  readonly failures: string
  /** Hashed, because it comes from a stranger and may have any length. */
  idempotency(value: string): string
  /** May contain an address. */
  alias(value: string, salt: string): string
  /** Holds the posts of this minute as `<added> <repeated>`. */
  network(network: string, salt: string): string
}

/**
 * The braces keep all keys of a book in one slot of a Redis Cluster, as scripts need
 * (https://redis.io/docs/latest/operate/oss_and_stack/reference/cluster-spec/#hash-tags). scripts/redis/book-keys.sh has the same prefix.
 */
export function bookKeys(name: string): BookKeys {
  const book = `guestbook:{${name}}`
  return {
    entries: `${book}:entries`,
    removed: `${book}:removed`,
    generation: `${book}:generation`,
    salt: `${book}:salt`,
    today: `${book}:today`,
    people: `${book}:people`,
    codes: `${book}:codes`,
    sessions: `${book}:sessions`,
    failures: `${book}:codes:failures`,
    idempotency: (value) => `${book}:key:${digest(value)}`,
    alias: (value, salt) => `${book}:alias:${digest(salt + value)}`,
    network: (network, salt) => `${book}:posts:network:${digest(salt + network)}`,
  }
}

function digest(text: string): string {
  return hash('sha256', text, 'base64url')
}
