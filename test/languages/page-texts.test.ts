import { describe, expect, test } from 'vitest'
import { LANGUAGES, type Language } from '../../server/common/languages.ts'
import { KIOSK_TEXTS } from '../../server/languages/kiosk/catalogues.ts'
import { PAPER_TEXTS } from '../../server/languages/paper/catalogues.ts'
import { TOPOLOGY_TEXTS } from '../../server/languages/topology/catalogues.ts'
import { WALL_TEXTS } from '../../server/languages/wall/catalogues.ts'
import { SCRIPTS, SIMPLIFIED, TRADITIONAL, wordings } from './wordings.ts'

/** The texts of pages that have their own folder of languages. */
const PAGES: readonly (readonly [page: string, texts: Readonly<Record<Language, object>>])[] = [
  ['/topology', TOPOLOGY_TEXTS],
  ['/wall', WALL_TEXTS],
  ['/print and the cards', PAPER_TEXTS],
  ['/kiosk', KIOSK_TEXTS],
]

describe.each(PAGES)('the text of %s', (_page, texts) => {
  test.each(LANGUAGES)('is everywhere in %s, in its own script, without stray spaces', (language) => {
    for (const [path, words] of wordings(texts[language])) {
      expect(words, path).toMatch(SCRIPTS[language])
      expect(words, path).toBe(words.trim())
      expect(words, path).not.toMatch(/ {2}|<|>|\n/)
    }
  })

  test.each(LANGUAGES.filter((language) => language !== 'en'))('is completely translated in %s', (language) => {
    const english = new Map(wordings(texts.en))
    const same = wordings(texts[language]).filter(([path, text]) => english.get(path) === text)
    expect(same.filter(([, text]) => !SHARED.includes(text))).toEqual([])
  })

  test('does not mix simplified and traditional Chinese', () => {
    const all = (language: Language) =>
      wordings(texts[language])
        .map(([, words]) => words)
        .join('')
    expect(all('zh-Hans')).not.toMatch(TRADITIONAL)
    expect(all('zh-Hant')).not.toMatch(SIMPLIFIED)
  })
})

/** Words that some languages share with English. */
const SHARED = ['Master', 'Link', 'Replica ⟨1⟩']

test.each(LANGUAGES)('the texts of /topology in %s include the names that they are given', (language) => {
  const text = TOPOLOGY_TEXTS[language]
  for (const say of [text.servedBy, text.readFrom, text.replica]) expect(say('⟨1⟩')).toContain('⟨1⟩')
})

test.each(LANGUAGES)('that of the wall in %s has a place for the number and the time', (language) => {
  expect(WALL_TEXTS[language].lastOne.match(/{\w+}/g)?.sort()).toEqual(['{entries}', '{time}'])
})
