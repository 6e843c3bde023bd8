import { describe, expect, test } from 'vitest'
import { LANGUAGES, type Language } from '../../server/common/languages.ts'
import type { PluralForms } from '../../server/common/plural.ts'
import type { Catalogue } from '../../server/languages/catalogue.ts'
import { CATALOGUES } from '../../server/languages/catalogues.ts'

/** All texts of a catalogue by their place, with placeholders filled in. */
function wordings(value: unknown, path = ''): readonly (readonly [string, string])[] {
  if (typeof value === 'string') return [[path, value]]
  if (typeof value === 'function') return [[path, value('⟨1⟩', '⟨2⟩')]]
  return Object.entries(value as object).flatMap(([key, child]) => wordings(child, `${path}.${key}`))
}

const PLURALS = ['entries', 'newEntries', 'charactersLeft', 'charactersOver'] as const

/** A character of the language's own script. */
const SCRIPTS: Readonly<Record<Language, RegExp>> = {
  en: /[a-z]/i,
  'zh-Hans': /\p{Script=Han}/u,
  'zh-Hant': /\p{Script=Han}/u,
  ja: /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u,
  es: /[a-z]/i,
  de: /[a-z]/i,
  fr: /[a-z]/i,
  ar: /\p{Script=Arabic}/u,
}

describe.each(LANGUAGES)('the catalogue of %s', (language) => {
  const catalogue: Catalogue = CATALOGUES[language]

  test('has a text everywhere, in its own script, without stray spaces', () => {
    for (const [path, text] of wordings(catalogue)) {
      expect(text, path).toMatch(SCRIPTS[language])
      expect(text, path).toBe(text.trim())
      expect(text, path).not.toMatch(/ {2}|<|>|\n/)
    }
  })

  test.each(PLURALS)('has %s for every plural category of the language, and no other', (key) => {
    const forms: PluralForms = catalogue.script[key]
    expect(Object.keys(forms).sort()).toEqual(
      [...new Intl.PluralRules(language).resolvedOptions().pluralCategories].sort(),
    )
  })

  test('includes each number that it is given', () => {
    const { problems, notices } = catalogue
    expect(problems.messageTooLong('⟨1⟩', '⟨2⟩')).toMatch(/⟨1⟩.*⟨2⟩/)
    expect(problems.nameTooLong('⟨1⟩', '⟨2⟩')).toMatch(/⟨1⟩.*⟨2⟩/)
    expect(problems.entryTooLarge('⟨1⟩', '⟨2⟩')).toMatch(/⟨1⟩.*⟨2⟩/)
    for (const key of ['messageFarTooLong', 'nameFarTooLong', 'tooManyMarks', 'characterTooLong'] as const) {
      expect(problems[key]('⟨1⟩')).toContain('⟨1⟩')
    }
    expect(problems.tooManyPosts('⟨1⟩')).toContain('⟨1⟩')
    expect(notices.fromMemory('⟨1⟩')).toContain('⟨1⟩')
  })

  test('reaches the browser unchanged', () => {
    expect(JSON.parse(JSON.stringify(catalogue.script))).toEqual(catalogue.script)
  })
})

test.each(LANGUAGES.filter((language) => language !== 'en'))(
  'the catalogue of %s is completely translated',
  (language) => {
    const english = new Map(wordings(CATALOGUES.en))
    expect(wordings(CATALOGUES[language]).filter(([path, text]) => english.get(path) === text)).toEqual([])
  },
)

test('simplified and traditional Chinese do not mix', () => {
  const simplified = wordings(CATALOGUES['zh-Hans'])
    .map(([, text]) => text)
    .join('')
  const traditional = wordings(CATALOGUES['zh-Hant'])
    .map(([, text]) => text)
    .join('')
  expect(simplified).not.toMatch(/[這還來個們請發沒寫後時書頁錯誤訊閱讀區體關開]/)
  expect(traditional).not.toMatch(/[这还来个们请发没写后时书页错误讯阅读区体关开]/)
})
