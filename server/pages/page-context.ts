import type { Assets } from '../assets.ts'
import type { BookSettings } from '../book/settings.ts'
import type { Language } from '../common/languages.ts'
import type { Catalogue } from '../languages/catalogue.ts'
import { CATALOGUES } from '../languages/catalogues.ts'
import { createFormats, type Formats } from '../languages/formats.ts'

/** What all pages in one language share. */
export interface PageContext {
  readonly language: Language
  readonly words: Catalogue
  readonly formats: Formats
  readonly assets: Assets
  readonly publicUrl: string | undefined
  readonly noindex: boolean
  readonly title: string
  readonly intro: string
}

/** Builds what the pages of one language share. This is slow, so do it once. */
export function createPageContext(language: Language, settings: BookSettings, assets: Assets): PageContext {
  const words = CATALOGUES[language]
  return {
    language,
    words,
    formats: createFormats(language),
    assets,
    publicUrl: settings.publicUrl,
    noindex: settings.noindex ?? false,
    title: settings.title ?? words.title,
    intro: settings.intro ?? words.intro,
  }
}
