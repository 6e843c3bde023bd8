import { describe, expect, test } from 'vitest'
import { LANGUAGES } from '../../server/common/languages.ts'
import { ADMIN_CATALOGUES } from '../../server/languages/admin/catalogues.ts'
import { SCRIPTS, SIMPLIFIED, TRADITIONAL, wordings } from './wordings.ts'

describe.each(LANGUAGES)('the owner’s catalogue of %s', (language) => {
  const catalogue = ADMIN_CATALOGUES[language]

  test('has a text everywhere, in its own script, without stray spaces', () => {
    for (const [path, text] of wordings(catalogue)) {
      expect(text, path).toMatch(SCRIPTS[language])
      expect(text, path).toBe(text.trim())
      expect(text, path).not.toMatch(/ {2}|<|>|\n/)
    }
  })

  test('includes each name and time that it is given', () => {
    for (const say of [
      catalogue.signedInAs,
      catalogue.hello,
      catalogue.entries.select,
      catalogue.entries.list.searchedTo,
      catalogue.entries.reply.tooLong,
      catalogue.people.lastSeen,
      catalogue.people.link.title,
      catalogue.sign.text,
      catalogue.settings.fixed,
      catalogue.settings.meanwhile,
      catalogue.settings.hints.opens,
      catalogue.settings.problems.tooLong,
      catalogue.settings.problems.changed,
    ]) {
      expect(say('⟨1⟩')).toContain('⟨1⟩')
    }
    expect(catalogue.settings.problems.notANumber('⟨1⟩', '⟨2⟩')).toMatch(/⟨1⟩.*⟨2⟩/)
  })
})

/** Words that some languages share with English. */
const SHARED = ['Spam', 'spam', 'Name']

test.each(LANGUAGES.filter((language) => language !== 'en'))('that of %s is completely translated', (language) => {
  const english = new Map(wordings(ADMIN_CATALOGUES.en))
  const same = wordings(ADMIN_CATALOGUES[language]).filter(([path, text]) => english.get(path) === text)
  expect(same.filter(([, text]) => !SHARED.includes(text))).toEqual([])
})

test('simplified and traditional Chinese do not mix', () => {
  const all = (language: 'zh-Hans' | 'zh-Hant') =>
    wordings(ADMIN_CATALOGUES[language])
      .map(([, text]) => text)
      .join('')
  expect(all('zh-Hans')).not.toMatch(TRADITIONAL)
  expect(all('zh-Hant')).not.toMatch(SIMPLIFIED)
})
