import type { LogId } from '../book/log-id.ts'
import type { Language } from '../languages/languages.ts'

/** Where the book's list of entries begins on a page: whoever turns a page need not pass the form again. */
export const ENTRIES_ID = 'entries'

/** The newest page, or the one with the entries before `before`. */
export function bookPath(before?: LogId): string {
  return before === undefined ? '/' : `/?before=${before}`
}

/** The same page in another language. */
export function languagePath(language: Language, before?: LogId): string {
  return before === undefined ? `/?lang=${language}` : `/?before=${before}&lang=${language}`
}

/**
 * Where an entry stands for good: at the top of the page that ends just before the next possible id.
 * The newest page would not do, since entries leave it as others arrive.
 */
export function entryPath(id: LogId): string {
  const [time, sequence = '0'] = id.split('-')
  return `/?before=${time}-${BigInt(sequence) + 1n}#${id}`
}
