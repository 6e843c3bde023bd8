import { isLanguage, LANGUAGES, type Language } from '../common/languages.ts'
import type { BookSettings } from '../settings/book-settings.ts'

/** What fits on a card. */
const MOST_LANGUAGES = 3

export const PAPERS = ['a4', 'letter'] as const

export const CARD_TEXTS = ['line', 'intro'] as const

export interface CardChoice {
  readonly languages: readonly Language[]
  readonly paper: (typeof PAPERS)[number]
  readonly text: (typeof CARD_TEXTS)[number]
  /** More languages were asked for, and left out. */
  readonly isTooMany: boolean
}

/** Reads a query such as `?language=en&language=ja&paper=letter&text=intro`. Anything else means the default. */
export function readCardChoice(
  query: Readonly<Record<string, unknown>>,
  settings: BookSettings,
  language: Language,
): CardChoice {
  const asked = [query.language].flat().filter(isLanguage)
  const chosen = LANGUAGES.filter((name) => asked.includes(name))
  const languages = chosen.length > 0 ? chosen : defaultLanguages(settings, language)
  return {
    languages: languages.slice(0, MOST_LANGUAGES),
    paper: PAPERS.find((name) => name === query.paper) ?? PAPERS[0],
    text: CARD_TEXTS.find((name) => name === query.text) ?? CARD_TEXTS[0],
    isTooMany: chosen.length > MOST_LANGUAGES,
  }
}

/** Those in which the owner wrote a title or an introduction, or else the reader's. */
function defaultLanguages({ titles = {}, intros = {} }: BookSettings, language: Language): readonly Language[] {
  const written = LANGUAGES.filter((name) => titles[name] !== undefined || intros[name] !== undefined)
  return written.length > 0 ? written : [language]
}
