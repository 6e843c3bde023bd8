import type { Assets } from '../assets.ts'
import type { BookSettings } from '../book/settings.ts'
import type { Catalogue } from '../languages/catalogue.ts'
import { CATALOGUES } from '../languages/catalogues.ts'
import { createFormats, type Formats } from '../languages/formats.ts'
import type { Language } from '../shared/languages.ts'

/** What all pages in one language share. */
export interface PageContext {
  readonly language: Language
  readonly words: Catalogue
  readonly formats: Formats
  readonly assets: Assets
  readonly publicUrl: string | undefined
  /** True where the owner wants no page in search engines. */
  readonly noindex: boolean
  /** The owner's title and introduction, or else the language's own. */
  readonly title: string
  readonly intro: string
}

/** Settles for one language what its pages have in common. */
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
