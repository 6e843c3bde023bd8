import { describe, expect, test } from 'vitest'
import { hasTooManyMarks, isUnsafeToNormalize } from '../../server/common/text/marks.ts'

describe('as many marks as a base may have', () => {
  test.each([
    ['none', 'Hello'],
    ['eight', `x${'\u0323'.repeat(8)}y`],
    ['eight on each of two', `x${'\u0323'.repeat(8)}y${'\u0323'.repeat(8)}`],
    ['eight with the one that belongs to the letter', `\u00e9${'\u0323'.repeat(7)}`],
    ['eight without a base', '\u0301'.repeat(8)],
    ['eight on each side of a line break', `x${'\u0301'.repeat(8)}\n${'\u0301'.repeat(8)}`],
    ['Vietnamese', 'Nguyễn Thị Ngọc Ánh'.normalize('NFD')],
    ['Hebrew with points and cantillation', 'בְּרֵאשִׁ֖ית בָּרָ֣א אֱלֹהִ֑ים'],
    ['vowelled Arabic', 'بِسْمِ ٱللَّهِ ٱلرَّحْمَٰنِ'],
    ['Thai', 'ที่นี่น้ำแข็ง'],
    ['Tibetan', 'ཨོཾ་མ་ཎི་པདྨེ་ཧཱུྃ'],
    ['Burmese', 'ကျွန်ုပ်တို့'],
    ['Hindi', 'क्षत्रिय स्त्री'],
    ['families', '👨‍👩‍👧‍👦'.repeat(100)],
    ['9,999 variation selectors, which go', `a${'\ufe0f'.repeat(9999)}`],
  ])('%s', (_, text) => {
    expect(hasTooManyMarks(text)).toBe(false)
  })
})

describe('more marks than that', () => {
  const marks = '\u0334\u0321\u0310\u0306\u033e\u0301\u0327'
  test.each([
    ['nine', `x${'\u0323'.repeat(9)}`],
    ['nine with the one that belongs to the letter', `\u00e9${'\u0323'.repeat(8)}`],
    ['nine, three of which belong to the letter', `\u1f82${'\u0301'.repeat(6)}`],
    ['the stack that painted over the page', `Z${marks.repeat(40)}algo`],
    ['at the beginning', '\u0301'.repeat(9)],
    ['on a space', ` ${'\u0301'.repeat(9)}`],
    ['behind a line break', `a\n${'\u0301'.repeat(9)}`],
    ['enclosing', `a${'\u20dd'.repeat(9)}`],
    ['Thai', `ก${'\u0e49'.repeat(9)}`],
    ['a Tibetan stack', `ཀ${'\u0f90'.repeat(9)}`],
    ['on an emoji', `😀${'\u0323'.repeat(9)}`],
    ['beyond joiners', `a${'\u0301\u200d'.repeat(9)}`],
    ['beyond grapheme joiners', `a${'\u0301\u034f'.repeat(9)}`],
    ['beyond zero-width spaces and word joiners', `a${'\u0301\u200b\u2060'.repeat(9)}`],
    ['beyond variation selectors', `a${'\u0301\ufe0f'.repeat(9)}`],
    ['beyond control characters, which go', `a${'\u0301\0'.repeat(9)}`],
    ['beyond tags', `a${'\u0301\u{e0067}'.repeat(9)}`],
    ['15,000 in the worst order', `a${'\u0345\u0301\u0323'.repeat(5000)}`],
  ])('%s', (_, text) => {
    expect(hasTooManyMarks(text)).toBe(true)
  })
})

test('runs of up to 30 marks are safe to normalize, as in the Stream-Safe Text Format', () => {
  expect(isUnsafeToNormalize(`a${'\u0301'.repeat(30)}b${'\u0301'.repeat(30)}`)).toBe(false)
  expect(isUnsafeToNormalize(`a${'\u0301'.repeat(31)}`)).toBe(true)
})
