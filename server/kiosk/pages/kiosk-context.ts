import { isLanguage, type Language } from '../../common/languages.ts'
import type { KioskText } from '../../languages/kiosk/catalogue.ts'
import type { PageContext } from '../../pages/page-context.ts'

/** What the pages of a tablet share. */
export interface KioskContext extends PageContext {
  readonly text: KioskText
  /** Present if the visitor chose a language; without one a page is in the book's. */
  readonly chosen: Language | undefined
}

/** The language that an address chooses, such as `/kiosk?lang=de`. No cookie remembers it. */
export function chosenLanguage(query: unknown): Language | undefined {
  const { lang } = query as { readonly lang?: unknown }
  return typeof lang === 'string' && isLanguage(lang) ? lang : undefined
}

/** A path of the tablet, in the language that the visitor chose. */
export function inChosen(path: string, { chosen }: KioskContext): string {
  return chosen === undefined ? path : `${path}?lang=${chosen}`
}
