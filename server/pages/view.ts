import type { Draft, Entry } from '../shared/entry.ts'
import type { LogId } from '../shared/log-id.ts'
import type { Position } from '../shared/position.ts'
import type { DraftProblem } from '../shared/text/draft.ts'

/** One page of the book. */
export interface BookView {
  /** Newest first. */
  readonly entries: readonly Entry[]
  /** How many entries the whole book has. */
  readonly total: number
  /** The cursor of the older entries' page, null on the last. */
  readonly next: LogId | null
  /** The cursor that led here; undefined on the newest page. */
  readonly before?: LogId | undefined
  /** The path under which search engines may know the page; undefined where they should not. */
  readonly indexedPath?: string | undefined
  /** The position that this is the state of, from which a script may follow the book; absent where it is not known. */
  readonly position?: Position | undefined
  readonly notice?: Notice | undefined
}

/** A form that comes back: what was typed, and why it was refused. */
export interface RefusedForm {
  readonly typed: Draft
  readonly problem: FormProblem
}

/** Why a post was refused. */
export type FormProblem =
  | DraftProblem
  | { readonly kind: 'too-large' }
  | { readonly kind: 'malformed' }
  /** The bytes were no valid UTF-8. */
  | { readonly kind: 'not-utf8' }
  | { readonly kind: 'cross-site' }
  | { readonly kind: 'too-many-posts'; readonly retryAfterSeconds: number }
  /** The book takes no more entries today. */
  | { readonly kind: 'book-limit'; readonly retryAfterSeconds: number }
  /** This attempt saved nothing; try again. */
  | { readonly kind: 'not-written' }
  /** Perhaps saved: it may yet appear. Sent again unchanged, it is not doubled where it `isRepeatable`. */
  | { readonly kind: 'maybe-written'; readonly isRepeatable: boolean }

/** What a reader should know of the state of the book. */
export type Notice =
  /** The book can be read, not signed, just now. */
  | { readonly kind: 'read-only' }
  /** Shown from memory; `since` is when it was last known to be current, ISO 8601 in UTC. */
  | { readonly kind: 'from-memory'; readonly since: string }

/** A page that says that something went wrong. */
export interface ErrorView {
  /** 400, 403, 404, 405, 413, 415, 421, 429, 500 or 503. */
  readonly status: number
  /** True where the book is well, but too many use it at this moment. */
  readonly isBusy?: boolean
  /** The request's id, for the owner to find it in the log. */
  readonly requestId: string
}
