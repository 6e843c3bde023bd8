import type { Language } from './languages.ts'
import type { LogId } from './log-id.ts'

/** The book's page. All else of the book lies below it, and its cookies are sent there. */
export const BOOK_PATH = '/'

/** What is for programs. */
export const API_PATH = `${BOOK_PATH}api/`

/** The entries for programs; each has its own path below, by its id. */
export const ENTRIES_PATH = `${API_PATH}entries`

/** The stream of what happens in the book. */
export const LIVE_PATH = `${API_PATH}live`

/** The newest entries for feed readers. */
export const FEED_PATH = `${BOOK_PATH}feed.atom`

/** Where the book's list of entries begins on a page: whoever turns a page need not pass the form again. */
export const ENTRIES_ID = 'entries'

/** The newest page, or the one with the entries before `before`. */
export function bookPath(before?: LogId): string {
  return before === undefined ? BOOK_PATH : `${BOOK_PATH}?before=${before}`
}

/** The same page in another language. */
export function languagePath(language: Language, before?: LogId): string {
  return before === undefined ? `${BOOK_PATH}?lang=${language}` : `${BOOK_PATH}?before=${before}&lang=${language}`
}

/** Where an entry stands for good: at the top of a page of its own. The newest page would not do, since entries leave it. */
export function entryPath(id: LogId): string {
  return `${BOOK_PATH}?entry=${id}#${id}`
}

/** Where an entry is on the newest page, right after it was added. */
export function newEntryPath(id: LogId): string {
  return `${BOOK_PATH}#${id}`
}

/** What the address of a page of the book says. */
export interface BookAddress {
  /** The page has the entries before this one. */
  readonly before?: LogId | undefined
  /** The page begins with this entry. */
  readonly entry?: LogId | undefined
  /** The language that is asked for. */
  readonly language?: Language | undefined
}

/**
 * The path under which search engines may know a page; undefined where they should not. They may know the newest page in each language
 * and the older ones once, since what guests wrote is the same in all. A page for each entry, in each language, would be no end of pages.
 */
export function indexedPath({ before, entry, language }: BookAddress): string | undefined {
  if (entry !== undefined || (before !== undefined && language !== undefined)) return undefined
  return language === undefined ? bookPath(before) : languagePath(language)
}
