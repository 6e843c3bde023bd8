import type { HeldEntry } from '../book/moderation.ts'
import type { Draft, Entry } from '../common/entry.ts'
import type { LogId } from '../common/log-id.ts'
import type { PageAddress } from '../common/paths.ts'
import type { Position } from '../common/position.ts'
import type { DraftProblem } from '../common/text/draft.ts'
import type { Keeper } from './keeper.ts'

export interface BookView {
  readonly entries: readonly Entry[]
  /** Those on top of the newest page, newest first. */
  readonly pinned?: readonly Entry[] | undefined
  /** In the whole book. */
  readonly total: number
  /** Null on the last page. */
  readonly next: LogId | null
  /** Absent or empty: the newest. */
  readonly page?: PageAddress | undefined
  /** ISO 8601 in UTC. Entries of the last days have their day above them. */
  readonly now?: string | undefined
  /** Undefined if search engines should not index the page. */
  readonly indexedPath?: string | undefined
  /** From here a script follows the book. */
  readonly position?: Position | undefined
  readonly notice?: Notice | undefined
  readonly closed?: Closed | undefined
  /** Present on a page that is made for one visitor. */
  readonly own?: OwnView | undefined
  /** Present on a page for somebody who keeps the book. */
  readonly keeper?: Keeper | undefined
}

export interface EntryView {
  readonly entry: Entry
  /** True if the visitor has just written it. */
  readonly isThanked?: boolean | undefined
  /** Present if the visitor may still change it or take it back; a closed book takes no change. */
  readonly own?: { readonly mayChange: boolean } | undefined
}

export interface Closed {
  /** ISO 8601 in UTC, if it is known. */
  readonly opensAt?: string | undefined
}

export interface OwnView {
  /** Their entries that wait for the owner, newest first. */
  readonly waiting: readonly HeldEntry[]
  /** Their entries on this page that they may still change or take back. */
  readonly changeable: ReadonlySet<LogId>
}

/** A form to show again, with what was typed and why it was refused. */
export interface RefusedForm {
  readonly typed: Draft
  readonly problem: FormProblem
}

export type FormProblem =
  | DraftProblem
  | { readonly kind: 'too-large' }
  | { readonly kind: 'malformed' }
  | { readonly kind: 'not-utf8' }
  | { readonly kind: 'cross-site' }
  | { readonly kind: 'too-many-posts'; readonly retryAfterSeconds: number }
  | { readonly kind: 'book-limit'; readonly retryAfterSeconds: number }
  /** `opensAt` in ISO 8601 in UTC, if it is known. */
  | { readonly kind: 'closed'; readonly opensAt?: string }
  /** As many entries wait as may. */
  | { readonly kind: 'waiting-full' }
  | { readonly kind: 'gone' }
  | { readonly kind: 'not-waiting' }
  | { readonly kind: 'by-another' }
  | { readonly kind: 'too-late' }
  | { readonly kind: 'replied' }
  /** Nothing was saved; try again. */
  | { readonly kind: 'not-written' }
  /** It may have been saved and may still appear. If it `isRepeatable`, sending it again unchanged adds no second entry. */
  | { readonly kind: 'maybe-written'; readonly isRepeatable: boolean }

/** What a reader should know about the state of the book. */
export type Notice =
  | { readonly kind: 'read-only' }
  /** Shown from memory; `since` is when it was last known to be current, ISO 8601 in UTC. */
  | { readonly kind: 'from-memory'; readonly since: string }

export interface ErrorView {
  readonly status: number
  readonly isBusy?: boolean
  /** Lets the owner find the request in the log. */
  readonly requestId: string
}
