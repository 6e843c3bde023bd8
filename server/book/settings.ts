import type { Language } from '../common/languages.ts'

/** How the owner presents the book. */
export interface BookSettings {
  /** Undefined: a default in the reader's language. */
  readonly title?: string | undefined
  /** Undefined: a default in the reader's language. */
  readonly intro?: string | undefined
  /** For the feed, and for readers who ask for none of our languages. English by default. */
  readonly language?: Language | undefined
  /** Perhaps with a path; without a trailing slash. Without it, all addresses are relative. */
  readonly publicUrl?: string | undefined
  readonly noindex?: boolean | undefined
}
