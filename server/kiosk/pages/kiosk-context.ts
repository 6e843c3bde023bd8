import type { FastifyRequest } from 'fastify'
import { isLanguage, type Language } from '../../common/languages.ts'
import { queryOf } from '../../http/query-of.ts'
import type { KioskText } from '../../languages/kiosk/catalogue.ts'
import type { PageContext } from '../../pages/page-context.ts'

/** What the pages of a tablet share. */
export interface KioskContext extends PageContext {
  readonly text: KioskText
  /** By the visitor; undefined: the page is in the book's language. */
  readonly chosen: Language | undefined
}

/** The choice in an address such as `/kiosk?lang=de`. No cookie remembers it. */
export function chosenLanguage(request: FastifyRequest): Language | undefined {
  const { lang } = queryOf(request)
  return typeof lang === 'string' && isLanguage(lang) ? lang : undefined
}

/** Adds the visitor's choice of language to a path. */
export function inChosen(path: string, { chosen }: KioskContext): string {
  return chosen === undefined ? path : `${path}?lang=${chosen}`
}
