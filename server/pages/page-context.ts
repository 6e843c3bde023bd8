import type { Assets } from '../assets.ts'
import type { Language } from '../common/languages.ts'
import type { Catalogue } from '../languages/catalogue.ts'
import { CATALOGUES } from '../languages/catalogues.ts'
import { createFormats, type Formats } from '../languages/formats.ts'
import { type BookSettings, extraIn, introIn, titleIn } from '../settings/book-settings.ts'
import type { LiveSettings } from '../settings/live-settings.ts'
import { lookClasses } from '../settings/looks.ts'

export interface PageContext {
  readonly language: Language
  readonly words: Catalogue
  readonly formats: Formats
  readonly assets: Assets
  readonly publicUrl: string | undefined
  readonly noindex: boolean
  readonly title: string
  readonly intro: string
  readonly extra: string | undefined
  /** Stands above the owner's replies. */
  readonly ownerName: string | undefined
  /** Classes of the whole page; empty for the default look. */
  readonly look: string
  readonly picture: BookSettings['picture']
  /** Addresses in messages can be clicked. */
  readonly hasLinks: boolean
  /** Visitors can sign by hand. */
  readonly hasByHand: boolean
}

export type ContextOf = (language: Language) => PageContext

/** The contexts follow the settings. Each is made on first use, since its formats are slow to create and large. */
export function contextsOf(settings: LiveSettings, assets: Assets): ContextOf {
  const contexts = new Map<Language, PageContext>()
  let madeFor = settings.current
  return (language) => {
    const { current } = settings
    if (current !== madeFor) contexts.clear()
    madeFor = current
    const context = contexts.get(language) ?? createPageContext(language, current, assets)
    contexts.set(language, context)
    return context
  }
}

export function createPageContext(language: Language, settings: BookSettings, assets: Assets): PageContext {
  const words = CATALOGUES[language]
  return {
    language,
    words,
    formats: createFormats(language, settings.timeZone),
    assets,
    publicUrl: settings.publicUrl,
    noindex: settings.noindex ?? false,
    title: titleIn(settings, language) ?? words.title,
    intro: introIn(settings, language) ?? words.intro,
    extra: extraIn(settings, language),
    ownerName: settings.ownerName,
    look: lookClasses(settings),
    picture: settings.picture,
    hasLinks: settings.hasLinks ?? false,
    hasByHand: settings.hasByHand ?? true,
  }
}
