import type { PluralForms } from './plural.ts'

/** What the browser's script says; plain data, since it travels with the page as JSON. */
export interface ScriptText {
  /** How many entries the book has. */
  readonly entries: PluralForms
  /** How many were added since the page was opened. */
  readonly newEntries: PluralForms
  readonly charactersLeft: PluralForms
  readonly charactersOver: PluralForms
  /** When an entry was written, in its first minute. */
  readonly justNow: string
  readonly sending: string
  readonly signed: string
  readonly draftRestored: string
  /** The live connection is gone: new entries show up once it is back. */
  readonly disconnected: string
  /** The device has no network: what was written is sent once it has. */
  readonly offline: string
  /** No answer came yet: it is sent again without being asked. */
  readonly notSent: string
  readonly retry: string
  /** Under an entry that was sent, but not yet acknowledged. */
  readonly unconfirmed: string
  readonly loading: string
}
