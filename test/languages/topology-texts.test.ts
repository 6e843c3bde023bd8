import { describe, expect, test } from 'vitest'
import { LANGUAGES } from '../../server/common/languages.ts'
import { TOPOLOGY_TEXTS } from '../../server/languages/topology/catalogues.ts'
import { SCRIPTS, SIMPLIFIED, TRADITIONAL, wordings } from './wordings.ts'

describe.each(LANGUAGES)('the text of /topology in %s', (language) => {
  const text = TOPOLOGY_TEXTS[language]

  test('is everywhere, in its own script, without stray spaces', () => {
    for (const [path, words] of wordings(text)) {
      expect(words, path).toMatch(SCRIPTS[language])
      expect(words, path).toBe(words.trim())
      expect(words, path).not.toMatch(/ {2}|<|>|\n/)
    }
  })

  test('includes the names that it is given', () => {
    for (const say of [text.servedBy, text.readFrom, text.replica]) expect(say('⟨1⟩')).toContain('⟨1⟩')
  })
})

test('simplified and traditional Chinese do not mix', () => {
  const all = (language: 'zh-Hans' | 'zh-Hant') =>
    wordings(TOPOLOGY_TEXTS[language])
      .map(([, words]) => words)
      .join('')
  expect(all('zh-Hans')).not.toMatch(TRADITIONAL)
  expect(all('zh-Hant')).not.toMatch(SIMPLIFIED)
})
