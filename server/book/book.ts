import type { DraftInput, Entry } from '../shared/entry.ts'
import type { LogId } from '../shared/log-id.ts'
import type { Position } from '../shared/position.ts'

/**
 * A guestbook as an ordered log of entries added and entries removed. Two implementations, `redis/` and `sqlite/`,
 * held to the same contract by `test/book/contract.ts`. Whoever reads or writes the book knows this interface only.
 */
export interface Book {
  /**
   * Adds an entry and resolves once it is durable: on the master's disk, and on as many replicas as were asked for.
   * Throws {@link KeyReused}, {@link TooManyPosts}, {@link BookLimitReached}, {@link NotWritten} (this attempt added nothing) or
   * {@link MaybeWritten} (unknown; asking again with the same key resolves it).
   */
  append(draft: DraftInput, options?: AppendOptions): Promise<Appended>

  /**
   * Takes an entry out for good and resolves once that is durable.
   * @returns the position at which it is gone, or undefined where no entry has this id.
   */
  remove(id: LogId): Promise<Position | undefined>

  /** Reads up to `limit` entries, newest first. Throws {@link Unreadable} where no node can answer. */
  page(request: PageRequest): Promise<Page>

  /** Reads one entry; `entry` is undefined where there is none. Throws {@link Unreadable} where no node can answer. */
  find(id: LogId, atLeast?: Position): Promise<Found>

  /**
   * Follows the log until `signal` aborts: one snapshot, then every change after it, in order and without gap or
   * duplicate, over any number of lost connections. Another snapshot follows only where the log was emptied, restored or replaced, or
   * where what was read may be no longer in it: another node has become the master.
   */
  follow(signal: AbortSignal): AsyncIterable<Snapshot | Changes>

  /** What can be done with the book right now, from what is known, without asking anyone. */
  health(): Health

  /** Ends all connections or files. Nothing may be called afterwards. */
  close(): Promise<void>
}

export interface AppendOptions {
  /** Where given, the same draft under the same key is added once. */
  readonly key?: IdempotencyKey | undefined
  /**
   * A second key for the same draft, beside `key`: whoever posts under either of the two repeats the same post. It may name a
   * client's address, since it is stored only as a hash with a secret. Being used does not prolong its life.
   */
  readonly alias?: IdempotencyKey | undefined
  /** What each network of the client may add within a minute, at most two networks. All of them must have room left. */
  readonly allowances?: readonly Allowance[] | undefined
  /** How many entries the book takes from all clients together, from midnight to midnight UTC; 0 or undefined: any number. */
  readonly perDay?: number | undefined
}

export interface IdempotencyKey {
  readonly value: string
  /** For how long the key is remembered after its last use, in milliseconds. */
  readonly lifetime: number
}

/** Counted over all front ends, in a minute that begins with the first post. Repetitions are counted apart, {@link LENIENCE} times as many. */
export interface Allowance {
  /** An address or a prefix of one. Redis is given only a hash of it, with a secret, and for a minute. */
  readonly network: string
  readonly perMinute: number
}

/** How many times as many posts as an allowance has may come to nothing: repetitions of an earlier one, and such as fail a check. */
export const LENIENCE = 10

export interface Appended {
  readonly entry: Entry
  /** True where an earlier call with the same key had added it. */
  readonly replayed: boolean
  /** A position that contains the entry. */
  readonly position: Position
}

export interface PageRequest {
  /** Only entries before this id; the newest where it is absent. */
  readonly before?: LogId | undefined
  /** From 1 to 200. */
  readonly limit: number
  /** Answer at this position or a later one. Where not even the master has it, the master's answer counts. */
  readonly atLeast?: Position | undefined
  /** Ask the master itself, and throw where it cannot be reached. */
  readonly fromMaster?: boolean | undefined
}

export interface Page {
  /** Newest first. */
  readonly entries: readonly Entry[]
  /** The `before` of the next page, null where this is the last one. */
  readonly next: LogId | null
  /** How many entries the whole book has. */
  readonly total: number
  /** The position that this is the state of. */
  readonly position: Position
}

export interface Found {
  readonly entry: Entry | undefined
  readonly position: Position
}

/** The newest part of the book at one position. */
export interface Snapshot {
  readonly kind: 'snapshot'
  /** The newest entries, newest first, {@link SNAPSHOT_SIZE} where the book has as many. */
  readonly entries: readonly Entry[]
  /** The newest removals, oldest first, {@link SNAPSHOT_SIZE} where there were as many. */
  readonly removals: readonly Removal[]
  readonly total: number
  readonly position: Position
}

/** How many entries and removals a snapshot holds at most. */
export const SNAPSHOT_SIZE = 200

/** What happened between one position and the next. */
export interface Changes {
  readonly kind: 'changes'
  /** Oldest first. */
  readonly added: readonly Entry[]
  /** Oldest first. */
  readonly removals: readonly Removal[]
  /** How many entries the book has at `position`. */
  readonly total: number
  readonly position: Position
}

export interface Removal {
  /** Its ID in the log of removals. */
  readonly id: LogId
  /** The entry that was removed. */
  readonly entry: LogId
}

export interface Health {
  /** False where a write would be refused: the master cannot be reached, or has refused one just now. */
  readonly writable: boolean
  /** False where nobody can be asked for a page: neither a replica nor the master can be reached. */
  readonly readable: boolean
  /** When a node that may be read from last answered, in milliseconds since 1970. */
  readonly lastContact: number
  /** When the master did: what other nodes hold may lack what came since. */
  readonly masterContact: number
  /** Why what was acknowledged may yet be lost, or what cannot be done and why, in plain sentences; empty where all is well. */
  readonly warnings: readonly string[]
  /** How the book is copied; absent where it is not. */
  readonly replication?: ReplicationHealth | undefined
}

export interface ReplicationHealth {
  /** How many replicas are in step with the master; 0 while it cannot be reached. */
  readonly replicas: number
  /** True while the replica that this process reads from is there and linked to the master. */
  readonly linkUp: boolean
  /** How far that replica is behind the master, in bytes of its history; 0 where that is not known. */
  readonly lag: number
}

/** The key was used for another draft. */
export class KeyReused extends Error {
  override readonly name = 'KeyReused'
}

/** The client has used up an allowance. */
export class TooManyPosts extends Error {
  override readonly name = 'TooManyPosts'
  readonly retryAfterSeconds: number
  /** Whose entries were too many; undefined where other posts were: repetitions, or such as fail a check. */
  readonly network: string | undefined
  constructor(milliseconds: number, network?: string) {
    super(`too many posts; the next is welcome in ${milliseconds} ms`)
    this.retryAfterSeconds = wholeSeconds(milliseconds)
    this.network = network
  }
}

/** The book takes no more entries today. */
export class BookLimitReached extends Error {
  override readonly name = 'BookLimitReached'
  readonly retryAfterSeconds: number
  constructor(milliseconds: number) {
    super(`the book has all the entries that it takes in a day; the next is welcome in ${milliseconds} ms`)
    this.retryAfterSeconds = wholeSeconds(milliseconds)
  }
}

/** Nobody is told to come back too early, or at once. */
function wholeSeconds(milliseconds: number): number {
  return Math.max(1, Math.ceil(milliseconds / 1000))
}

/** This attempt added nothing; an earlier one under the same key may have. */
export class NotWritten extends Error {
  override readonly name = 'NotWritten'
}

/** The entry was sent, but nobody could confirm that it is durable: it may yet appear. */
export class MaybeWritten extends Error {
  override readonly name = 'MaybeWritten'
  /** False for a post without a key: sent again, it may be added twice. */
  readonly isRepeatable: boolean
  constructor(message: string, { cause, isRepeatable = true }: { cause?: unknown; isRepeatable?: boolean } = {}) {
    super(message, { cause })
    this.isRepeatable = isRepeatable
  }
}

/** No node can be read from. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable'
}
