import type { Language } from '../common/languages.ts'

/** The settings as the book keeps them: texts by name, absent if not set. */
export type StoredSettings = Readonly<Record<string, string | undefined>>

/** Whether addresses in messages can be clicked, the default first. */
export const LINKS = ['plain', 'clickable'] as const

/** Whether visitors can sign by hand, the default first. */
export const BY_HAND = ['offered', 'off'] as const

/** What can be set for each language. `extra` is the owner's own question. */
export type LanguageSetting = 'title' | 'intro' | 'extra'

export function languageSetting<Name extends LanguageSetting>(name: Name, language: Language): `${Name}.${Language}` {
  return `${name}.${language}`
}

/** True if visitors can sign by hand. */
export function offersByHand(settings: StoredSettings): boolean {
  return settings.byHand !== 'off'
}

/** True if the owner asks a question of their own, in any language. */
export function asksExtra(settings: StoredSettings): boolean {
  return Object.entries(settings).some(([name, text]) => name.split('.')[0] === 'extra' && text)
}
