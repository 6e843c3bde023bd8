import type { HeldEntry } from '../book/moderation.ts'
import type { Entry } from '../common/entry.ts'
import type { LogId } from '../common/log-id.ts'
import type { PageAddress } from '../common/paths.ts'
import type { Position } from '../common/position.ts'
import type { PageContext } from './page-context.ts'

export interface BookView {
  readonly entries: readonly Entry[]
  /** On top of the newest page, newest first. */
  readonly pinned?: readonly Entry[] | undefined
  readonly total: number
  /** The `before` of the next page; null on the last. */
  readonly next: LogId | null
  /** Empty: the newest. */
  readonly page: PageAddress
  /** ISO 8601 in UTC. Entries of the last days have their day above them. */
  readonly now: string
  /** Undefined if search engines should not index the page. */
  readonly indexedPath?: string | undefined
  /** From here a script follows the book. */
  readonly position?: Position | undefined
  readonly notice?: Notice | undefined
  readonly closed?: ClosedView | undefined
  /** Present on a page that is made for one visitor. */
  readonly own?: OwnView | undefined
  /** True if the visitor has just taken an entry back or withdrawn it. */
  readonly isTakenBack?: boolean | undefined
  /** Present on a page for somebody who keeps the book. */
  readonly keeper?: ((context: PageContext) => KeeperParts) | undefined
}

/** HTML for above the form, beside its button, and at the end of an entry. */
export interface KeeperParts {
  readonly top: string
  readonly besideButton: string
  readonly actionsOf: (entry: Entry) => string
}

export interface ClosedView {
  /** ISO 8601 in UTC, if it is known. */
  readonly opensAt?: string | undefined
}

export interface OwnView {
  /** Their entries that wait for the owner, newest first. */
  readonly waiting: readonly HeldEntry[]
  /** Their entries on this page that they may still change or take back. */
  readonly changeable: ReadonlySet<LogId>
}

/** What a reader should know about the state of the book. */
export type Notice =
  | { readonly kind: 'read-only' }
  /** Shown from memory; `since` is when it was last known to be current, ISO 8601 in UTC. */
  | { readonly kind: 'from-memory'; readonly since: string }
