import { describe, expect, test } from 'vitest'
import { LANGUAGES } from '../../server/common/languages.ts'
import type { PluralForms } from '../../server/common/plural.ts'
import type { Catalogue } from '../../server/languages/catalogue.ts'
import { CATALOGUES } from '../../server/languages/catalogues.ts'
import { SCRIPTS, SIMPLIFIED, TRADITIONAL, wordings } from './wordings.ts'

const PLURALS = ['entries', 'newEntries', 'charactersLeft', 'charactersOver'] as const

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
  expect(simplified).not.toMatch(TRADITIONAL)
  expect(traditional).not.toMatch(SIMPLIFIED)
})
