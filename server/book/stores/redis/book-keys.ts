import { hash } from 'node:crypto'

/** Where one book is kept in Redis: every key it uses, and no other book's. */
export interface BookKeys {
  /** Stream of entries and of nothing else: its length is the count. */
  readonly entries: string
  /** Stream of removals: XDEL leaves no trace in the stream it deletes from. */
  readonly removed: string
  /** Random, written once with the book. */
  readonly generation: string
  /** Random and renewed daily. Addresses are hashed with it, so nobody can undo yesterday's hashes. */
  readonly salt: string
  /** How many entries were added since midnight UTC, if there is a daily limit. */
  readonly today: string
  /** Where an idempotency key is remembered. Hashed: it comes from a stranger and may have any length. */
  idempotency(value: string): string
  /** Where a second key is remembered, which may contain an address. */
  alias(value: string, salt: string): string
  /** Where a network's posts of this minute are counted, as `<added> <repeated>`. */
  network(network: string, salt: string): string
}

/**
 * The keys of the book called `name`. The braces are a hash tag: in a Redis Cluster all keys of a book live in one slot, as scripts
 * that touch several of them need (https://redis.io/docs/latest/operate/oss_and_stack/reference/cluster-spec/#hash-tags).
 * The scripts in scripts/redis have the same prefix in book-keys.sh.
 */
export function bookKeys(name: string): BookKeys {
  const book = `guestbook:{${name}}`
  return {
    entries: `${book}:entries`,
    removed: `${book}:removed`,
    generation: `${book}:generation`,
    salt: `${book}:salt`,
    today: `${book}:today`,
    idempotency: (value) => `${book}:key:${digest(value)}`,
    alias: (value, salt) => `${book}:alias:${digest(salt + value)}`,
    network: (network, salt) => `${book}:posts:network:${digest(salt + network)}`,
  }
}

function digest(text: string): string {
  return hash('sha256', text, 'base64url')
}
