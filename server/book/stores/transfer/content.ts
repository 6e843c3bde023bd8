import type { LogId } from '../../../common/log-id.ts'
import type { UnixTime } from '../../../common/unix-time.ts'
import type { Operation } from '../../changes.ts'
import type { Decided, Drawer } from '../../moderation.ts'
import type { Person } from '../../owners.ts'
import type { Reason } from '../../screening.ts'
import type { EntryRecord } from '../entry-record.ts'

export interface StoredEntry extends EntryRecord {
  readonly id: LogId
  readonly isHidden: boolean
}

export interface StoredHeld extends EntryRecord {
  readonly id: LogId
  readonly drawer: Drawer
  readonly reasons: readonly Reason[]
}

export interface StoredChange {
  readonly id: LogId
  readonly op: Operation
  readonly entry?: LogId | undefined
  /** True if the entry was in a drawer, so that readers see nothing of the change. */
  readonly isOfDrawer: boolean
  readonly by: string
  readonly at: UnixTime
  readonly detail?: string | undefined
}

export interface StoredDecision {
  readonly held: LogId
  readonly drawer: Drawer
  readonly verdict: Decided['verdict']
  /** The id that it has now, if the verdict gave it another one. */
  readonly entry?: LogId | undefined
  readonly author?: string | undefined
  readonly expires: UnixTime
}

export interface StoredMove {
  readonly old: LogId
  readonly entry: LogId
  readonly expires: UnixTime
}

export interface StoredPerson extends Person {
  readonly came: UnixTime
}

export interface Counts {
  /** Those that readers see. */
  readonly entries: number
  readonly hidden: number
  readonly waiting: number
  readonly spam: number
  readonly changes: number
  readonly people: number
}

/** What a book has once, and what is small enough for memory. */
export interface BookHead {
  readonly counts: Counts
  readonly lastEntry: LogId
  readonly lastChange: LogId
  /** The last ID in either drawer. */
  readonly lastHeld: LogId
  /** Undefined: it was not asked for yet. */
  readonly secret: string | undefined
  /** As `formatGate` returns it. */
  readonly gate: string
  readonly settings: Readonly<Record<string, string>>
  /** In the order in which they were trusted. */
  readonly trusted: readonly string[]
  readonly people: readonly StoredPerson[]
  readonly decisions: readonly StoredDecision[]
  readonly moves: readonly StoredMove[]
}

/** A book to copy from, as it is at one moment. Lists come oldest first, in parts. */
export interface BookSource {
  readonly head: BookHead
  entries(): AsyncIterable<readonly StoredEntry[]>
  held(): AsyncIterable<readonly StoredHeld[]>
  changes(): AsyncIterable<readonly StoredChange[]>
  /** False if the book changed while it was read. */
  isConsistent(): Promise<boolean>
  close(): void
}

/** A place for a copy, which is no book before `finish`. */
export interface BookTarget {
  addEntries(entries: readonly StoredEntry[]): Promise<void>
  addHeld(held: readonly StoredHeld[]): Promise<void>
  addChanges(changes: readonly StoredChange[]): Promise<void>
  addHead(head: BookHead): Promise<void>
  /** Counts what the copy holds. */
  count(): Promise<Counts>
  /** Makes the copy the book, with a new generation. @returns where the previous book is kept, if there was one */
  finish(): Promise<string | undefined>
  abandon(): Promise<void>
}

/** A book cannot be copied. The message says why. */
export class CannotCopy extends Error {
  override readonly name = 'CannotCopy'
}
