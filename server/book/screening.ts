/** Why an entry waits or is taken for spam. Stored with it. */
export type Reason =
  /** The gate holds all entries, or all by authors who were never published. */
  | 'gate'
  | 'first'
  /** More posts came in that minute than `holdAbove`. */
  | 'busy'
  | 'link'
  | 'links'
  | 'honeypot'
  | 'too-fast'
  | 'repeated'
  | 'words'

/** What is known about a post besides its text. The book decides by it. */
export interface Screening {
  /** A hash of the author's secret. */
  readonly author?: string | undefined
  /** How it came in, if not over the page or the API. An owner's entry never waits. */
  readonly via?: 'owner' | 'kiosk' | 'import' | 'embed' | undefined
  readonly spam?: readonly Reason[] | undefined
  readonly hold?: readonly Reason[] | undefined
  /** Reasons that do not count for authors whom the owner has published before. */
  readonly holdUntrusted?: readonly Reason[] | undefined
  /** A hash of the folded text; the same text within a day waits. Undefined for short texts, which people repeat. */
  readonly print?: string | undefined
  /** Posts a minute by all clients above which entries wait; 0 or undefined: any number. */
  readonly holdAbove?: number | undefined
}
