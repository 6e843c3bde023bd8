import type { Language } from '../shared/languages.ts'

/** How its owner presents a book. */
export interface BookSettings {
  /** The owner's title; undefined: "Guestbook" in the reader's language. */
  readonly title?: string | undefined
  /** The owner's words above the form, plain text; undefined: a default in the reader's language. */
  readonly intro?: string | undefined
  /** For readers who ask for none of our languages, and for the feed. English by default. */
  readonly language?: Language | undefined
  /** Where people reach the book, without a trailing slash; only with it are there absolute addresses in the page. */
  readonly publicUrl?: string | undefined
  /** True if the owner wants no page in search engines. */
  readonly noindex?: boolean | undefined
}
