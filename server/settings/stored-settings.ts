import type { Language } from '../common/languages.ts'

/** The settings as the book keeps them: texts by name, absent if not set. */
export type StoredSettings = Readonly<Record<string, string | undefined>>

/** What can be set for each language: `extra` is the owner's own question. */
export type LanguageSetting = 'title' | 'intro' | 'extra'

/** The name of a text that is for one language only. */
export function languageSetting<Name extends LanguageSetting>(name: Name, language: Language): `${Name}.${Language}` {
  return `${name}.${language}`
}

/** True unless the owner has switched signing by hand off. */
export function offersByHand(settings: StoredSettings): boolean {
  return settings.byHand !== 'off'
}

/** True if the owner asks a question of their own, in whatever language. */
export function asksExtra(settings: StoredSettings): boolean {
  return Object.entries(settings).some(([name, text]) => name.split('.')[0] === 'extra' && text)
}
