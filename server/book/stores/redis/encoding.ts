import { hash } from 'node:crypto'
import { draftOf, type Entry, entryOf } from '../../../shared/entry.ts'
import { LOG_START, type LogId } from '../../../shared/log-id.ts'
import type { Removal } from '../../book.ts'

/**
 * The keys of one book. The braces are a hash tag: in a Redis Cluster all keys of a book live in one slot, as scripts
 * that touch several of them need (https://redis.io/docs/latest/operate/oss_and_stack/reference/cluster-spec/#hash-tags).
 */
const BOOK = 'guestbook:{main}'

/** The keys that a book has once; the functions below make those that it has for each idempotency key and each network. */
export const KEYS = {
  /** Stream of entries and of nothing else: its length is the count. */
  entries: `${BOOK}:entries`,
  /** Stream of removals, since XDEL leaves no trace in the stream that it deletes from. */
  removed: `${BOOK}:removed`,
  /** Random, written once with the book. */
  generation: `${BOOK}:generation`,
  /** Random and renewed daily; what addresses are hashed with, so that yesterday's hashes can be undone by nobody. */
  salt: `${BOOK}:salt`,
  /** How many entries were added since midnight UTC, where there is a limit to that. */
  today: `${BOOK}:today`,
} as const

/** Where an idempotency key is remembered. Hashed: it comes from a stranger and may have any length. */
export function idempotencyKey(value: string): string {
  return `${BOOK}:key:${hash('sha256', value, 'base64url')}`
}

/** Where a second key is remembered, which may name an address. */
export function aliasKey(value: string, salt: string): string {
  return `${BOOK}:alias:${hash('sha256', salt + value, 'base64url')}`
}

/** Where a network's posts of this minute are counted, as `<added> <repeated>`. */
export function networkKey(network: string, salt: string): string {
  return `${BOOK}:posts:network:${hash('sha256', salt + network, 'base64url')}`
}

/** A stream's record as Redis replies it: its ID, then fields and values in turn. */
export type StreamRecord = readonly [id: LogId, fields: readonly string[]]

/**
 * A record of an older release, or one written by hand (a learner's XADD), may lack fields; it is shown as far as it goes. One of a
 * newer release may have others, which are left out.
 */
export function decodeEntry([id, fields]: StreamRecord): Entry {
  const draft = draftOf((name) => field(fields, name) ?? '')
  return entryOf(id, draft, decodeTime(field(fields, 'at') ?? id.slice(0, id.indexOf('-'))))
}

/** A removal from its record. One written by hand may lack its entry; it is given an ID that no entry has, and removes nothing. */
export function decodeRemoval([id, fields]: StreamRecord): Removal {
  return { id, entry: field(fields, 'entry') ?? LOG_START }
}

let last = { milliseconds: '0', time: new Date(0).toISOString() }

/** From milliseconds since 1970 as text to ISO 8601 in UTC. Remembers the last: what is posted together is of one moment. */
export function decodeTime(milliseconds: string): string {
  if (milliseconds !== last.milliseconds) last = { milliseconds, time: toIso(Number(milliseconds)) }
  return last.time
}

/** The beginning of 1970 for what is no time. */
function toIso(milliseconds: number): string {
  const date = new Date(milliseconds)
  return Number.isNaN(date.getTime()) ? new Date(0).toISOString() : date.toISOString()
}

function field(fields: readonly string[], name: string): string | undefined {
  for (let index = 0; index < fields.length; index += 2) if (fields[index] === name) return fields[index + 1]
  return undefined
}
