import type { PluralForms } from './plural.ts'

/** The texts of the script of the owner's pages, sent with the page as JSON. */
export interface AdminScriptText {
  /** In the window's title: how many entries wait. */
  readonly waiting: PluralForms
  /** Came while the page was open. */
  readonly more: PluralForms
  readonly selected: PluralForms
  readonly justNow: string
  /** On the page of what waits: how many did when it was made. */
  readonly count?: number | undefined
}
