import type { Draft, Entry } from '../common/entry.ts'
import type { LogId } from '../common/log-id.ts'
import type { Position } from '../common/position.ts'
import type { DraftProblem } from '../common/text/draft.ts'

export interface BookView {
  readonly entries: readonly Entry[]
  /** In the whole book. */
  readonly total: number
  /** Null on the last page. */
  readonly next: LogId | null
  /** Undefined on the newest page. */
  readonly before?: LogId | undefined
  /** Undefined if search engines should not index the page. */
  readonly indexedPath?: string | undefined
  /** From here a script follows the book. */
  readonly position?: Position | undefined
  readonly notice?: Notice | undefined
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
