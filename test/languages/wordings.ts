import type { Language } from '../../server/common/languages.ts'

/** All texts of a catalogue by their place, with placeholders filled in. */
export function wordings(value: unknown, path = ''): readonly (readonly [string, string])[] {
  if (typeof value === 'string') return [[path, value]]
  if (typeof value === 'function') return [[path, value('⟨1⟩', '⟨2⟩')]]
  return Object.entries(value as object).flatMap(([key, child]) => wordings(child, `${path}.${key}`))
}

/** A character of the language's own script. */
export const SCRIPTS: Readonly<Record<Language, RegExp>> = {
  en: /[a-z]/i,
  'zh-Hans': /\p{Script=Han}/u,
  'zh-Hant': /\p{Script=Han}/u,
  ja: /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u,
  ko: /\p{Script=Hangul}/u,
  es: /[a-z]/i,
  pt: /[a-z]/i,
  de: /[a-z]/i,
  fr: /[a-z]/i,
  it: /[a-z]/i,
  nl: /[a-z]/i,
  pl: /[a-z]/i,
  tr: /[a-z]/i,
  ar: /\p{Script=Arabic}/u,
}

/** Characters that only one way of writing Chinese has. */
export const TRADITIONAL = /[這還來個們請發沒寫後時書頁錯誤訊閱讀區體關開連裝變資]/
export const SIMPLIFIED = /[这还来个们请发没写后时书页错误讯阅读区体关开连装变资]/
