import type { PluralForms } from './plural.ts'

/** The texts of the browser's script, sent with the page as JSON. */
export interface ScriptText {
  readonly entries: PluralForms
  /** Since the page was opened. */
  readonly newEntries: PluralForms
  readonly charactersLeft: PluralForms
  readonly charactersOver: PluralForms
  /** The time of an entry in its first minute. */
  readonly justNow: string
  /** Names the link to an entry, with `{name}` and `{time}`. */
  readonly entryBy: string
  readonly sending: string
  readonly signed: string
  readonly draftRestored: string
  /** The live connection is lost: new entries appear once it is back. */
  readonly disconnected: string
  readonly offline: string
  /** No answer yet: the entry is sent again automatically. */
  readonly notSent: string
  readonly retry: string
  /** Shown with an entry that was sent but not confirmed. */
  readonly unconfirmed: string
  readonly loading: string
}
