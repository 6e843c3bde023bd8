import { expect, test } from 'vitest'
import { fold } from '../../../server/signing/screening/fold.ts'

test.each<[one: string, other: string, why: string]>([
  ['Hello', 'hELLO', 'case'],
  ['hello  there\n\nall', 'hello there all', 'white space'],
  ['Café', 'cafe', 'accents'],
  ['ｈｅｌｌｏ１', 'hello1', 'full-width letters'],
  ['𝓗𝓮𝓵𝓵𝓸', 'hello', 'letters for mathematics'],
  ['Straße', 'STRASSE', 'sharp s'],
  ['ΟΔΟΣ', 'οδος', 'final sigma'],
  ['İstanbul', 'istanbul', 'a dotted capital I'],
  ['IŞIL IRMAK', 'ışıl ırmak', 'a dotless i'],
  ['Wesołych ŚWIĄT', 'wesolych swiat', 'a stroke'],
  ['he\u200bl\u00adlo', 'hello', 'invisible characters'],
  ['ﬁne', 'fine', 'ligatures'],
  ['كِتَابٌ', 'كتاب', 'Arabic vowels'],
  ['Ёлка', 'елка', 'a Cyrillic letter with marks'],
])('%j and %j fold to the same: %s', (one, other) => {
  expect(fold(one)).toBe(fold(other))
})

test.each<[one: string, other: string, why: string]>([
  ['ばか', 'はか', 'Japanese voicing marks'],
  ['한', '하', 'Hangul'],
  ['की', 'का', 'Devanagari vowels'],
  ['hello', 'hallo', 'letters'],
  ['a b', 'ab', 'a space'],
])('%j and %j stay different: %s', (one, other) => {
  expect(fold(one)).not.toBe(fold(other))
})

test.each(['Hello, Ábč!', 'ß', 'İ', 'ı', 'Ł', 'ς', 'ばか', '한글', '👩‍👩‍👧'])(
  'folding %j twice changes nothing',
  (text) => {
    expect(fold(fold(text))).toBe(fold(text))
  },
)
