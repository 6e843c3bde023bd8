import { describe, expect, test } from 'vitest'
import { measure } from '../../server/common/text/characters.ts'

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
    expect(measure(text).characters).toBe(expected)
  })
})

describe('the limit for code points in a character', () => {
  test.each([
    ['nothing', '', 0],
    ['letters', 'abc', 1],
    ['ideographs', '你好', 1],
    ['a smile', '😀', 1],
    ['a letter with two marks', 'abx\u0323\u0323c', 3],
    ['a family among letters', 'a👨‍👩‍👧‍👦b', 7],
    ['the flag of Scotland', '🏴󠁧󠁢󠁳󠁣󠁴󠁿', 7],
    ['joined emoji without end', '👩\u200d'.repeat(200), 400],
    ['Devanagari joined without end', 'क्'.repeat(3000), 6000],
    ['Hangul initials without end', '\u1100'.repeat(3000), 3000],
  ])('%s', (_, text, expected) => {
    expect(measure(text).mostCodePoints).toBe(expected)
  })
})
