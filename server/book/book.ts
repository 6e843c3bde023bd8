import type { DraftInput, Entry } from '../common/entry.ts'
import type { LogId } from '../common/log-id.ts'
import type { Position } from '../common/position.ts'
import { DAY_MS, type UnixTime } from '../common/unix-time.ts'
import type { Change } from './changes.ts'
import type { Gate } from './gate.ts'
import type { Health } from './health.ts'
import type { HeldEntry, Moderation } from './moderation.ts'
import type { Owners } from './owners.ts'
import type { Screening } from './screening.ts'
import type { Tablets } from './tablets.ts'

/** A guestbook as an ordered log: what was added, and what became of it. All stores pass the same tests (`test/book/contract.ts`). */
export interface Book {
  readonly owners: Owners

  readonly tablets: Tablets

  /**
   * Resolves once the entry is durable: on the master's disk and the requested replicas. Throws {@link KeyReused}, {@link TooManyPosts},
   * {@link BookLimitReached}, {@link BookClosed}, {@link DrawerFull}, {@link NotWritten} or {@link MaybeWritten} (a retry with the same key
   * resolves it).
   */
  append(draft: DraftInput, options?: AppendOptions): Promise<Appended>

  /**
   * Replaces an author's own entry by a new one with the same time, which may have to wait. The old words are gone. Throws
   * {@link NotOwn} and the errors of `append`.
   */
  replace(id: LogId, draft: DraftInput, own: Ownership, options?: AppendOptions): Promise<Appended>

  /** Removes an author's own entry for good. Throws {@link NotOwn}. @returns the position from which it is gone */
  takeBack(id: LogId, own: Ownership): Promise<Position>

  /** Removes an author's own waiting entry for good. @returns false if it does not wait, or another wrote it */
  withdraw(id: LogId, author: string): Promise<boolean>

  /** What became of an author's own entries that had to wait. Asks the master, or without one a replica. */
  fatesOf(author: string, ids: readonly LogId[]): Promise<readonly Fate[]>

  /** Reads up to `limit` entries, newest first. Throws {@link Unreadable} if no node can answer. */
  page(request: PageRequest): Promise<Page>

  /** Reads one entry; `entry` is undefined if there is none. Throws {@link Unreadable} if no node can answer. */
  find(id: LogId, atLeast?: Position): Promise<Found>

  /** Yields a snapshot, then every change in order, without gap or duplicate; another snapshot only if changes may be missing. */
  follow(signal: AbortSignal): AsyncIterable<Snapshot | Changes>

  /** What can be done with the book now, without asking any node. Ask again later: the answer may or may not follow the book. */
  health(): Health

  /** A random text for signing cookies, made once with the book and kept on the master. Throws {@link Unreadable}. */
  secret(): Promise<string>

  close(): Promise<void>

  readonly moderation: Moderation
}

export interface AppendOptions {
  /** The same draft under the same key is added only once. */
  readonly key?: IdempotencyKey | undefined
  /** A second key; a post with either is the same post. Only stored as a hash with a secret, so it may contain an address. */
  readonly alias?: IdempotencyKey | undefined
  /** What each of the client's networks, at most two, may add per minute. All must have room left. */
  readonly allowances?: readonly Allowance[] | undefined
  /** Entries of all clients per UTC day; 0 or undefined: any number. */
  readonly perDay?: number | undefined
  readonly screening?: Screening | undefined
}

/** Who wrote an entry, as in `Screening`, and since when it must have been written. */
export interface Ownership {
  readonly author: string
  readonly since: UnixTime
}

/** What became of an entry that had to wait. */
export type Fate =
  | { readonly id: LogId; readonly state: 'waiting'; readonly entry: HeldEntry }
  | { readonly id: LogId; readonly state: 'published'; readonly entry: LogId }
  /** Refused, withdrawn, or decided too long ago. */
  | { readonly id: LogId; readonly state: 'gone' }

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
  /** `waiting`: the owner decides; also for what is taken for spam. */
  readonly state: 'published' | 'waiting'
  /** An entry that waits has the id of its drawer. */
  readonly entry: Entry
  /** True if an earlier call with the same key added it. */
  readonly replayed: boolean
  /** The book's start for an entry that waits. */
  readonly position: Position
}

export interface PageRequest {
  /** Absent: the newest. */
  readonly before?: LogId | undefined
  /** The entries right after this one, instead of those before another. */
  readonly after?: LogId | undefined
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
  /** On the newest page: the pinned entries that readers see, newest first. They are also in `entries`, in their place. */
  readonly pinned?: readonly Entry[] | undefined
  /** True if a page after an entry has newer ones after it. */
  readonly hasNewer?: boolean | undefined
  /** In the whole book. */
  readonly total: number
  readonly position: Position
}

export interface Found {
  readonly entry: Entry | undefined
  /** The id of the entry that replaced it, for {@link MOVE_LIFETIME_MS}. */
  readonly movedTo?: LogId | undefined
  /** True if there was such an entry, as far as is remembered. */
  readonly wasRemoved?: true | undefined
  readonly position: Position
}

/** How long the id of a replaced entry leads to its replacement. */
export const MOVE_LIFETIME_MS = DAY_MS

/** The newest part of the book at one position. */
export interface Snapshot {
  readonly kind: 'snapshot'
  /** Newest first: {@link SNAPSHOT_SIZE}, or all. */
  readonly entries: readonly Entry[]
  /** Oldest first: {@link SNAPSHOT_SIZE}, or all. */
  readonly changed: readonly Change[]
  /** The pinned entries that readers see, newest first; {@link PINS_READ} at most. */
  readonly pinned: readonly Entry[]
  readonly total: number
  readonly position: Position
  readonly gate: Gate
  readonly settings: Readonly<Record<string, string>>
}

export const SNAPSHOT_SIZE = 200

/** Older releases pinned any number of entries. So many are read, in case some are unpinned. */
export const PINS_READ = 20

/** What happened between two positions, oldest first; gate and settings, as a whole, only if they changed. */
export interface Changes {
  readonly kind: 'changes'
  readonly added: readonly Entry[]
  readonly changed: readonly Change[]
  /** Entries that readers see in the whole book at `position`. */
  readonly total: number
  readonly position: Position
  readonly gate?: Gate | undefined
  readonly settings?: Readonly<Record<string, string>> | undefined
}
