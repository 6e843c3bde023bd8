import { describe, expect, test } from 'vitest'
import { countCharacters, exceedsCodePoints } from '../../server/text/characters.ts'

describe('characters as people count them', () => {
  test.each([
    ['nothing', '', 0],
    ['letters and a line break', 'ab\nc', 4],
    ['a pair of line end characters', '\r\n', 1],
    ['ideographs', '你好', 2],
    ['a letter with its accent apart', 'e\u0301', 1],
    ['a letter under 20,000 marks', `a${'\u0301'.repeat(20_000)}`, 1],
    ['a family', '👨‍👩‍👧‍👦', 1],
    ['1,000 families', '👨‍👩‍👧‍👦'.repeat(1000), 1000],
    ['the flags of Switzerland, Scotland and the rainbow', '🇨🇭🏴󠁧󠁢󠁳󠁣󠁴󠁿🏳️‍🌈', 3],
    ['a thumb with a skin tone', '👍🏽', 1],
    ['a Hangul syllable in parts', '\u1112\u1161\u11ab', 1],
    ['a Devanagari conjunct', 'क्षि', 1],
    ['a long English text', 'Hello World! '.repeat(10_000), 130_000],
  ])('%s', (_, text, expected) => {
    expect(countCharacters(text)).toBe(expected)
  })
})

describe('more than three code points', () => {
  test.each([
    ['', false],
    ['abc', false],
    ['abcd', true],
    ['😀😀😀', false],
    ['😀😀😀a', true],
    ['😀😀😀😀', true],
    ['a😀bc', true],
    ['a\u0301\u0301', false],
    ['a\u0301\u0301\u0301', true],
  ])('%j: %s', (text, expected) => {
    expect(exceedsCodePoints(text, 3)).toBe(expected)
  })
})
