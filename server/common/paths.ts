import type { Language } from './languages.ts'
import type { LogId } from './log-id.ts'

/** The book's page. Everything else of the book is below it, and its cookies are sent there. */
export const BOOK_PATH = '/'

export const API_PATH = `${BOOK_PATH}api/`

export const ENTRIES_PATH = `${API_PATH}entries`

/** Entries that wait for the owner. */
export const WAITING_PATH = `${API_PATH}waiting`

export const LIVE_PATH = `${API_PATH}live`

export const FEED_PATH = `${BOOK_PATH}feed.atom`

/** Shows which parts keep the book. */
export const TOPOLOGY_PATH = `${BOOK_PATH}topology`

/** The anchor of the list of entries, so that turning a page skips the form. */
export const ENTRIES_ID = 'entries'

/** The newest page, or the one with the entries before `before`. */
export function bookPath(before?: LogId): string {
  return before === undefined ? BOOK_PATH : `${BOOK_PATH}?before=${before}`
}

export function languagePath(language: Language, before?: LogId): string {
  return before === undefined ? `${BOOK_PATH}?lang=${language}` : `${BOOK_PATH}?before=${before}&lang=${language}`
}

/** An entry's permanent address: the top of its own page, since entries move off the newest page. */
export function entryPath(id: LogId): string {
  return `${BOOK_PATH}?entry=${id}#${id}`
}

/** An entry on the newest page, right after it was added. */
export function newEntryPath(id: LogId): string {
  return `${BOOK_PATH}#${id}`
}

/** The page on which an author changes an entry, and where its form is sent. */
export function changePath(id: LogId): string {
  return `${BOOK_PATH}entry/${id}/change`
}

/** The page that asks whether to take an entry back, and where its form is sent. */
export function takeBackPath(id: LogId): string {
  return `${BOOK_PATH}entry/${id}/take-back`
}

/** Where the form that withdraws a waiting entry is sent. */
export function withdrawPath(id: LogId): string {
  return `${BOOK_PATH}waiting/${id}/withdraw`
}

/** The anchor of a visitor's own waiting entry. Its id may equal an entry's. */
export function waitingAnchor(id: LogId): string {
  return `w${id}`
}

/** A visitor's own waiting entry on the newest page. */
export function waitingPath(id: LogId): string {
  return `${BOOK_PATH}#${waitingAnchor(id)}`
}

export interface BookAddress {
  /** The page starts after this entry. */
  readonly before?: LogId | undefined
  /** The page starts with this entry. */
  readonly entry?: LogId | undefined
  readonly language?: Language | undefined
}

/** The path that search engines may index: the newest page in each language and older pages once; undefined for others. */
export function indexedPath({ before, entry, language }: BookAddress): string | undefined {
  if (entry !== undefined || (before !== undefined && language !== undefined)) return undefined
  return language === undefined ? bookPath(before) : languagePath(language)
}
