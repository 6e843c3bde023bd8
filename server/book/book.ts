import type { DraftInput, Entry } from '../common/entry.ts'
import type { LogId } from '../common/log-id.ts'
import type { Position } from '../common/position.ts'
import type { Owners } from './owners.ts'

/** A guestbook as an ordered log of added and removed entries. All stores pass the same tests (`test/book/contract.ts`). */
export interface Book {
  /** The people who keep it. */
  readonly owners: Owners

  /**
   * Resolves once the entry is durable: on the master's disk and the requested replicas. Throws {@link KeyReused}, {@link TooManyPosts},
   * {@link BookLimitReached}, {@link NotWritten} or {@link MaybeWritten} (a retry with the same key resolves it).
   */
  append(draft: DraftInput, options?: AppendOptions): Promise<Appended>

  /** Removes an entry for good. @returns the position from which it is gone, or undefined if there is no such entry */
  remove(id: LogId): Promise<Position | undefined>

  /** Reads up to `limit` entries, newest first. Throws {@link Unreadable} if no node can answer. */
  page(request: PageRequest): Promise<Page>

  /** Reads one entry; `entry` is undefined if there is none. Throws {@link Unreadable} if no node can answer. */
  find(id: LogId, atLeast?: Position): Promise<Found>

  /** Yields a snapshot, then every change in order, without gap or duplicate; another snapshot only if changes may be missing. */
  follow(signal: AbortSignal): AsyncIterable<Snapshot | Changes>

  /** What can be done with the book now, without asking any node. */
  health(): Health

  close(): Promise<void>
}

export interface AppendOptions {
  /** The same draft under the same key is added only once. */
  readonly key?: IdempotencyKey | undefined
  /** A second key; a post with either is the same post. Only stored as a hash with a secret, so it may contain an address. */
  readonly alias?: IdempotencyKey | undefined
  /** What each of the client's networks, at most two, may add per minute. All must have room left. */
  readonly allowances?: readonly Allowance[] | undefined
  /** How many entries the book accepts from all clients per UTC day; 0 or undefined: any number. */
  readonly perDay?: number | undefined
}

export interface IdempotencyKey {
  readonly value: string
  /** How long the key is remembered after its last use, in milliseconds. */
  readonly lifetime: number
}

/** Counted over all front ends, per minute from the first post. Repetitions count separately: {@link LENIENCE} times as many may come. */
export interface Allowance {
  /** An address or prefix. Redis gets only a hash of it. */
  readonly network: string
  readonly perMinute: number
}

/** How many times as many posts as an allowance may fail or repeat an earlier one. */
export const LENIENCE = 10

export interface Appended {
  readonly entry: Entry
  /** True if an earlier call with the same key added it. */
  readonly replayed: boolean
  readonly position: Position
}

export interface PageRequest {
  /** Absent: the newest. */
  readonly before?: LogId | undefined
  /** From 1 to 200. */
  readonly limit: number
  /** The most bytes of text: a page may end earlier, after at least one entry. A store may return more. */
  readonly bytes?: number | undefined
  /** Answer at this position or later. If not even the master has it, the master's answer counts. */
  readonly atLeast?: Position | undefined
  readonly fromMaster?: boolean | undefined
}

export interface Page {
  readonly entries: readonly Entry[]
  /** Null on the last page. */
  readonly next: LogId | null
  /** In the whole book. */
  readonly total: number
  readonly position: Position
}

export interface Found {
  readonly entry: Entry | undefined
  readonly position: Position
}

/** The newest part of the book at one position. */
export interface Snapshot {
  readonly kind: 'snapshot'
  /** Newest first: {@link SNAPSHOT_SIZE}, or all. */
  readonly entries: readonly Entry[]
  /** Oldest first: {@link SNAPSHOT_SIZE}, or all. */
  readonly removals: readonly Removal[]
  readonly total: number
  readonly position: Position
}

export const SNAPSHOT_SIZE = 200

/** What happened between two positions. */
export interface Changes {
  readonly kind: 'changes'
  /** Oldest first. */
  readonly added: readonly Entry[]
  readonly removals: readonly Removal[]
  /** Entries in the whole book at `position`. */
  readonly total: number
  readonly position: Position
}

export interface Removal {
  /** Its ID in the log of removals. */
  readonly id: LogId
  readonly entry: LogId
}

export interface Health {
  /** False if a write would be refused: the master is away, or has just refused one. */
  readonly writable: boolean
  /** False if neither a replica nor the master can be reached. */
  readonly readable: boolean
  /** When a node that may be read last answered, in milliseconds since 1970. */
  readonly lastContact: number
  /** The same for the master. Other nodes may lack what came later. */
  readonly masterContact: number
  /** What may be lost, or what does not work and why, as sentences. Empty if all is well. */
  readonly warnings: readonly string[]
  /** Absent if the book has no replicas. */
  readonly replication?: ReplicationHealth | undefined
}

export interface ReplicationHealth {
  /** How many replicas are in step with the master; 0 while it cannot be reached. */
  readonly replicas: number
  readonly linkUp: boolean
  /** In bytes; 0 if unknown. */
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
  /** The network with too many entries; undefined if there were too many repetitions or failed posts. */
  readonly network: string | undefined
  constructor(milliseconds: number, network?: string) {
    super(`too many posts; try again in ${milliseconds} ms`)
    this.retryAfterSeconds = wholeSeconds(milliseconds)
    this.network = network
  }
}

/** The book accepts no more entries today. */
export class BookLimitReached extends Error {
  override readonly name = 'BookLimitReached'
  readonly retryAfterSeconds: number
  constructor(milliseconds: number) {
    super(`the book has reached its limit of entries for today; try again in ${milliseconds} ms`)
    this.retryAfterSeconds = wholeSeconds(milliseconds)
  }
}

/** Rounds up, so that nobody returns too early or at once. */
function wholeSeconds(milliseconds: number): number {
  return Math.max(1, Math.ceil(milliseconds / 1000))
}

/** This attempt added nothing. */
export class NotWritten extends Error {
  override readonly name = 'NotWritten'
}

/** The entry could not be confirmed as durable. It may still appear. */
export class MaybeWritten extends Error {
  override readonly name = 'MaybeWritten'
  /** False for a post without a key: sent again, it may be added twice. */
  readonly isRepeatable: boolean
  constructor(message: string, { cause, isRepeatable = true }: { cause?: unknown; isRepeatable?: boolean } = {}) {
    super(message, { cause })
    this.isRepeatable = isRepeatable
  }
}

/** No node can be read. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable'
}
