import type { Draft, Entry } from '../common/entry.ts'
import type { LogId } from '../common/log-id.ts'
import type { Position } from '../common/position.ts'
import { DAY_MS } from '../common/unix-time.ts'
import type { AuditRecord } from './changes.ts'
import type { Gate } from './gate.ts'
import type { Reason } from './screening.ts'

/**
 * What an owner does with a book. Everything is read from and written to the master; while it does not answer, a replica in step is read.
 * Each change is atomic, safe against others at the same moment, and recorded in the log of changes; all but replies work while the store
 * is full. Throws {@link NotWritten}, {@link MaybeWritten} or {@link Unreadable} as `Book` does.
 */
export interface Moderation {
  counts(): Promise<DrawerCounts>

  /** Reads entries of a drawer, oldest first. */
  held(drawer: Drawer, request: LaterRequest): Promise<HeldPage>

  /** All hidden entries, newest first. */
  hidden(): Promise<readonly Entry[]>

  /** The pinned entries, hidden ones too, newest first. */
  pinned(): Promise<readonly KeptEntry[]>

  /** Reads published entries, hidden ones too, newest first. */
  kept(request: OlderRequest): Promise<KeptPage>

  /** Decides held entries in the order given. Deciding twice changes nothing. A published entry keeps its time, and its author is trusted. */
  decide(ids: readonly LogId[], verdict: Verdict, by: string): Promise<readonly Outcome[]>

  /** Changes how readers see a published or hidden entry. */
  mark(id: LogId, mark: Mark, by: string): Promise<Outcome>

  /** Marks several, in the order given: one by one, but faster than with single calls. */
  markEach(ids: readonly LogId[], mark: Switch, by: string): Promise<readonly Outcome[]>

  /** Removes an entry for good: a published or hidden one, or one of a drawer. */
  remove(id: LogId, by: string, from?: 'entries' | Drawer): Promise<Outcome>

  /** Removes several published or hidden entries, as `markEach` marks them. */
  removeEach(ids: readonly LogId[], by: string): Promise<readonly Outcome[]>

  /** Once this resolves, no front end accepts what the gate refuses. */
  setGate(gate: Gate, by: string): Promise<Position>

  rules(): Promise<Rules>

  /** Sets or, for undefined, clears settings. Every front end follows within a second. */
  setSettings(settings: Readonly<Record<string, string | undefined>>, by: string): Promise<Position>

  /** Sets settings and the gate in one step. @returns undefined, and sets nothing, if one of them differs from `from` */
  changeRules(change: RulesChange, from: Rules, by: string): Promise<Position | undefined>

  /** Reads the log of changes, newest first. */
  audit(request: OlderRequest): Promise<AuditPage>
}

/** Up to `limit` (1 to 200) items before `before`, or the newest. It is the `next` of the page before, null on the last page. */
export interface OlderRequest {
  readonly before?: LogId | undefined
  readonly limit: number
}

/** Up to `limit` (1 to 200) items after `after`, or the oldest. It is the `next` of the page before, null on the last page. */
export interface LaterRequest {
  readonly after?: LogId | undefined
  readonly limit: number
}

export interface Rules {
  readonly gate: Gate
  readonly settings: Readonly<Record<string, string>>
}

export interface RulesChange {
  /** Undefined clears. */
  readonly settings: Readonly<Record<string, string | undefined>>
  /** Absent: it stays. */
  readonly gate?: Gate | undefined
}

/** Entries to be decided, and entries taken for spam. */
export type Drawer = 'waiting' | 'spam'

/** The most entries that may wait; the next are refused with {@link DrawerFull}. */
export const WAITING_LIMIT = 5000

/** The newest entries of the drawer `spam` are kept, for 30 days at most. */
export const SPAM_LIMIT = 2000

export const HIDDEN_LIMIT = 1000

/** The most entries that may be pinned at a time, hidden ones too. Older releases had no limit. */
export const PINNED_LIMIT = 3

/** The most trusted authors. Beyond it, those trusted first are forgotten. */
export const TRUSTED_LIMIT = 100_000

/** How long decisions about waiting entries are remembered. */
export const DECISION_LIFETIME_MS = 30 * DAY_MS

/** How long removed entries are remembered at least. Later they count as unknown. */
export const REMOVAL_LIFETIME_MS = 30 * DAY_MS

export interface DrawerCounts {
  readonly waiting: number
  readonly spam: number
  readonly hidden: number
}

export interface HeldEntry extends Draft {
  /** Its id in the drawer. It gets another one when it is published. */
  readonly id: LogId
  readonly createdAt: string
  readonly reasons: readonly Reason[]
  readonly author?: string | undefined
  readonly via?: string | undefined
}

export interface HeldPage {
  readonly entries: readonly HeldEntry[]
  readonly next: LogId | null
  /** In the whole drawer. */
  readonly total: number
}

export interface KeptEntry extends Entry {
  readonly isHidden: boolean
}

export interface KeptPage {
  readonly entries: readonly KeptEntry[]
  readonly next: LogId | null
}

export interface AuditPage {
  readonly records: readonly AuditRecord[]
  readonly next: LogId | null
}

/** `refuse` removes it for good. `wait` puts spam back among the entries that wait, under a new id. */
export type Verdict = 'publish' | 'spam' | 'refuse' | 'wait'

export type Switch = { readonly kind: 'hide' | 'show' | 'pin' | 'unpin' }

export type Mark =
  | Switch
  /**
   * `text`: as `checkReply` returns it; empty: no reply. Stores do not check it. `over`: the `at` of the reply that it may replace, empty
   * for none; absent: any.
   */
  | { readonly kind: 'reply'; readonly text: string; readonly over?: string | undefined }

export type Outcome =
  /** `entry` is the id it has now. */
  | { readonly kind: 'done'; readonly position: Position; readonly entry: LogId }
  /** Nothing to do. `became`: the earlier verdict, with the id of a published entry. */
  | { readonly kind: 'already'; readonly became?: Decided | undefined }
  | { readonly kind: 'unknown' }
  /** A limit on hidden, pinned or waiting entries is reached. */
  | { readonly kind: 'full' }
  /** The entry has another reply than the one that was to be replaced. Nothing was done. */
  | { readonly kind: 'changed' }

export interface Decided {
  readonly verdict: Verdict | 'withdraw'
  readonly entry?: LogId | undefined
}
