import type { Language } from './languages.ts'
import { LOG_START, type LogId } from './log-id.ts'

/** The book's page. Everything else of the book is below it, and its cookies are sent there. */
export const BOOK_PATH = '/'

export const API_PATH = `${BOOK_PATH}api/`

export const API_ENTRIES_PATH = `${API_PATH}entries`

export const API_WAITING_PATH = `${API_PATH}waiting`

export const LIVE_PATH = `${API_PATH}live`

/** Followed by the picture's name. */
export const PICTURE_PATH = '/picture/'

export const WEB_MANIFEST_PATH = '/manifest.webmanifest'

export const FEED_PATH = `${BOOK_PATH}feed.atom`

export const TOPOLOGY_PATH = `${BOOK_PATH}topology`

export const QR_PATH = `${BOOK_PATH}qr.svg`

export const PRINT_PATH = `${BOOK_PATH}print`

export const WALL_PATH = `${BOOK_PATH}wall`

/** The anchor of the list of entries, so that turning a page skips the form. */
export const ENTRIES_ID = 'entries'

/** The newest page, or the one with the entries before `before`. */
export function bookPath(before?: LogId): string {
  return before === undefined ? BOOK_PATH : `${BOOK_PATH}?before=${before}`
}

/** Where a page of the book begins or ends. Without any of these it is the newest. */
export interface PageAddress {
  /** The page starts after this entry. */
  readonly before?: LogId | undefined
  /** The page has the entries right after this one. */
  readonly after?: LogId | undefined
  /** The page starts with this entry. */
  readonly entry?: LogId | undefined
}

/** A page of the book, in the reader's language. */
export function pagePath({ before, after, entry }: PageAddress): string {
  if (entry !== undefined) return aroundPath(entry)
  return after === undefined ? bookPath(before) : `${BOOK_PATH}?after=${after}`
}

/** Chooses a language for the visitor, then leads to `path` itself. */
export function languagePath(language: Language, path: string): string {
  return `${path}${path.includes('?') ? '&' : '?'}lang=${language}`
}

/** An entry's permanent address: a page of its own. */
export function entryPath(id: LogId): string {
  return `${BOOK_PATH}entry/${id}`
}

export function signaturePath(id: LogId): string {
  return `${entryPath(id)}/signature.svg`
}

/** The page that starts with this entry. */
export function aroundPath(id: LogId): string {
  return `${BOOK_PATH}?entry=${id}`
}

/** The page that begins at the start of the book. */
export function firstPath(): string {
  return pagePath({ after: LOG_START })
}

/** The page on which an author changes an entry, and where its form is sent. */
export function changePath(id: LogId): string {
  return `${entryPath(id)}/change`
}

/** The page that asks whether to take an entry back, and where its form is sent. */
export function takeBackPath(id: LogId): string {
  return `${entryPath(id)}/take-back`
}

export function withdrawPath(id: LogId): string {
  return `${BOOK_PATH}waiting/${id}/withdraw`
}

/** The id of the sentence that the visitor's entry was taken back or withdrawn. */
export const TAKEN_BACK = 'taken-back'

/** The newest page with that sentence. */
export function takenBackPath(): string {
  return `${BOOK_PATH}?done=${TAKEN_BACK}`
}

/** The anchor of a visitor's own waiting entry. Its id may equal an entry's. */
export function waitingAnchor(id: LogId): string {
  return `w${id}`
}

/** A visitor's own waiting entry on the newest page. */
export function waitingPath(id: LogId): string {
  return `${BOOK_PATH}#${waitingAnchor(id)}`
}

/** The path that search engines may index: the newest page and older ones; undefined for pages that repeat their entries. */
export function indexedPath({ before, after, entry }: PageAddress): string | undefined {
  return entry === undefined && after === undefined ? bookPath(before) : undefined
}
