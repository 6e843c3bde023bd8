import { expect, test } from 'vitest'
import { isBlank } from '../../server/common/text/blank.ts'

test.each([
  ['nothing', ''],
  ['white space of every kind', ' \t\r\n\u00a0\u2003\u3000\u2028'],
  ['a zero-width space', '\u200b'],
  ['joiners', '\u200c\u200d\u2060'],
  ['direction marks', '\u200e\u200f\u061c'],
  ['Hangul fillers', '\u3164\u115f\u1160\uffa0'],
  ['a braille pattern without dots', '\u2800'],
  ['variation selectors', '\ufe0f\u{e0100}\u180b'],
  ['soft hyphens', '\u00ad\u00ad'],
  ['tags', '\u{e0067}\u{e007f}'],
  ['a combining grapheme joiner', '\u034f'],
  ['a note without a head', '\u{1d159}'],
  ['control characters', '\0\u0007\u009f'],
  ['128 KB of zero-width spaces', '\u200b'.repeat(43_000)],
])('%s shows nothing', (_, text) => {
  expect(isBlank(text)).toBe(true)
})

test.each([
  ['a letter', 'a'],
  ['a full stop among zero-width spaces', '\u200b.\u200b'],
  ['an emoji', '❤️'],
  ['a combining accent alone', '\u0301'],
  ['a braille pattern with a dot', '\u2801'],
  ['the replacement character', '\ufffd'],
  ['a sign that is a format character and drawn all the same', '\u0600'],
  ['a character of a private font', '\ue000'],
])('%s shows something', (_, text) => {
  expect(isBlank(text)).toBe(false)
})
