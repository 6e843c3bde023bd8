import type { Entry } from '../book/entry.ts'
import type { LogId } from '../book/log-id.ts'
import type { Position } from '../book/position.ts'
import type { DraftProblem } from '../text/draft.ts'

/** What every page knows of the book it belongs to; from the configuration. */
export interface BookPresentation {
  /** The owner's title; undefined: "Guestbook" in the reader's language. */
  readonly title?: string | undefined
  /** The owner's words above the form, plain text; undefined: a default in the reader's language. */
  readonly intro?: string | undefined
  /** Where people reach the book, without a trailing slash; only with it are there absolute addresses in the page. */
  readonly publicUrl?: string | undefined
  /** True where the owner wants no page in search engines. */
  readonly noindex?: boolean | undefined
}

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
  readonly form: FormView
  readonly notice?: Notice | undefined
}

/** The form, with what was typed where it comes back. */
export interface FormView {
  readonly name: string
  readonly message: string
  readonly problem?: FormProblem | undefined
}

/** The form before anything was typed. */
export const EMPTY_FORM: FormView = { name: '', message: '' }

/** Why a post was refused. */
export type FormProblem =
  | DraftProblem
  | { readonly kind: 'too-large' }
  | { readonly kind: 'malformed' }
  | { readonly kind: 'cross-site' }
  | { readonly kind: 'too-many-posts'; readonly retryAfterSeconds: number }
  /** This attempt saved nothing; try again. */
  | { readonly kind: 'not-written' }
  /** Perhaps saved: it may yet appear, and sending it again unchanged does not double it. */
  | { readonly kind: 'maybe-written' }

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
  /** The request's id, for the owner to find it in the log. */
  readonly requestId: string
}
