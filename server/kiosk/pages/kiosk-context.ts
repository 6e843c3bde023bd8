import type { Language } from '../../common/languages.ts'
import type { KioskText } from '../../languages/kiosk/catalogue.ts'
import type { PageContext } from '../../pages/page-context.ts'

/** What the pages of a tablet share. */
export interface KioskContext extends PageContext {
  readonly text: KioskText
  /** By the visitor, in the address alone: no cookie remembers it. Undefined: the page is in the book's language. */
  readonly chosen: Language | undefined
}

/** Adds the visitor's choice of language to a path. */
export function inChosen(path: string, { chosen }: KioskContext): string {
  return chosen === undefined ? path : `${path}?lang=${chosen}`
}
