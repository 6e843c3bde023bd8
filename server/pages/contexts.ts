import type { Assets } from '../assets.ts'
import type { Language } from '../common/languages.ts'
import type { LiveSettings } from '../settings/live-settings.ts'
import { createPageContext, type PageContext } from './page-context.ts'

/** What the pages of each language share under the settings of now. Built on first use: its formats are slow to create and large. */
export function contextsOf(settings: LiveSettings, assets: Assets): (language: Language) => PageContext {
  const contexts = new Map<Language, PageContext>()
  let of = settings.current
  return (language) => {
    const { current } = settings
    if (current !== of) contexts.clear()
    of = current
    const context = contexts.get(language) ?? createPageContext(language, current, assets)
    contexts.set(language, context)
    return context
  }
}
