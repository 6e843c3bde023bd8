import type { Language } from '../common/languages.ts'

/** The settings as the book keeps them: texts by name, absent if not set. */
export type StoredSettings = Readonly<Record<string, string | undefined>>

/** The name of a text that is for one language only. */
export function languageSetting<Name extends 'title' | 'intro'>(name: Name, language: Language): `${Name}.${Language}` {
  return `${name}.${language}`
}
