import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { normalizeText } from '../../server/common/text/normalize.ts'
import { awkwardText } from './awkward-text.ts'

const message = (text: string) => normalizeText(text, { lineBreaks: true })
const name = (text: string) => normalizeText(text, { lineBreaks: false })

describe('what is kept', () => {
  test.each([
    ['plain text', 'Hello World!'],
    ['a family, joined', '👨‍👩‍👧‍👦'],
    ['the rainbow flag, with its variation selector', '🏳️‍🌈'],
    ['the flag of Scotland, made of tags', '🏴󠁧󠁢󠁳󠁣󠁴󠁿'],
    ['a flag of regional indicators and a skin tone', '🇨🇭👍🏽'],
    ['the non-joiner that Persian is spelt with', 'می\u200cخواهم'],
    ['a joiner in Devanagari', 'क्\u200dष'],
    ['a variation selector on an ideograph', '葛\u{e0100}'],
    ['one on a compatible form of it', '\u8c48\ufe00'],
    ['emoji and text as which a sign is to be shown', '❤\ufe0f ❤\ufe0e 1\ufe0f\u20e3 ©\ufe0f'],
    ['a slashed zero and a variant of a union', '0\ufe00 ∪\ufe00'],
    ['a Mongolian letter in another form', '\u1820\u180b\u1821'],
    ['a dotted form of Burmese', '\u1000\ufe00'],
    ['marks that only say a direction', 'a\u200eb\u200fc\u061cd'],
    ['a zero-width space, where Thai may break', 'ก\u200bข'],
    ['a soft hyphen', 'Donau\u00addampf'],
    ['Mongolian with its vowel separator', 'ᠠ\u180eᠠ'],
    ['markup, which is text', '<script>alert("&amp;")</script>'],
    ['private use and unassigned characters', '\ue000\u{e0200}'],
  ])('%s', (_, text) => {
    expect(message(text)).toBe(text)
    expect(name(text)).toBe(text)
  })
})

describe('what is removed from names and messages', () => {
  test.each([
    ['NUL', 'a\0b', 'ab'],
    ['terminal escapes', 'a\u001b[31mb', 'a[31mb'],
    ['backspace and DEL', 'a\b\u007fb', 'ab'],
    ['C1 controls', 'a\u0080\u009fb', 'ab'],
    ['directional overrides and embeddings', 'a\u202a\u202b\u202c\u202d\u202eb', 'ab'],
    ['directional isolates', 'a\u2066\u2067\u2068\u2069b', 'ab'],
    ['deprecated format characters', 'a\u206a\u206fb', 'ab'],
    ['a byte order mark', '\ufeffab', 'ab'],
    ['interlinear annotation and object placeholders', 'a\ufff9\ufffa\ufffb\ufffcb', 'ab'],
    ['noncharacters', 'a\ufdd0\ufffe\u{1ffff}b', 'ab'],
    ['tags that hide text', 'a\u{e0001}\u{e0068}\u{e0069}b', 'ab'],
    ['tags after a flag that do not end', '🏴\u{e0067}\u{e0062}b', '🏴b'],
    ['a variation selector behind a letter, of each kind', 'a\ufe0fb\ufe00\u180b\u{e0100}c', 'abc'],
    ['all but the first behind an emoji', '❤\ufe0f\ufe0f\ufe0e\ufe0f', '❤\ufe0f'],
    ['Mongolian ones behind a letter of another script', 'a\u180b\u180b\u180c', 'a'],
    ['one behind another that goes', '葛\u180b\u{e0100}', '葛'],
    ['one inside a flag, and behind a skin tone', '🇩\ufe0f🇪\ufe0e 👍🏽\ufe0f', '🇩🇪 👍🏽'],
    ['one at the beginning', '\ufe0fa', 'a'],
    ['one behind a white space', 'a \ufe0fb', 'a b'],
    ['one between a letter and its accent', 'e\ufe0f\u0301', '\u00e9'],
    ['one behind a base that is taken apart', '\u2adc\ufe00', '\u2add\u0338'],
    ['half a surrogate pair', 'a\ud83db', 'a\ufffdb'],
    ['the halves the wrong way round', '\ude00\ud83d', '\ufffd\ufffd'],
    ['a half that meets its other half once a control is gone', '\ud83d\0\ude00', '\ufffd\ufffd'],
    ['a letter and its accent', 'e\u0301', '\u00e9'],
    ['a letter and its accent that a control stood between', 'e\0\u0301', '\u00e9'],
    ['Hangul in parts', '\u1112\u1161\u11ab', '\ud55c'],
    ['the sign for ångström', '\u212b', '\u00c5'],
    ['a tab', 'a\tb', 'a b'],
  ])('%s', (_, text, expected) => {
    expect(message(text)).toBe(expected)
    expect(name(text)).toBe(expected)
  })
})

describe('white space in a message', () => {
  test.each([
    ['line breaks of Windows and of old', 'a\r\nb\rc\nd', 'a\nb\nc\nd'],
    ['carriage returns before a pair', 'a\r\r\nb', 'a\n\nb'],
    ['all other mandatory breaks', 'a\vb\fc\u0085d\u2028e\u2029f', 'a\nb\nc\nd\ne\nf'],
    ['paragraphs', 'a\n\n\nb', 'a\n\n\nb'],
    ['more than two blank lines', 'a\n\n\n\nb\r\n\r\n \r\n\t\r\n\r\nc', 'a\n\n\nb\n\n\nc'],
    ['lines that show nothing', 'a\n\u200b\n\u3164\n\u2800\n\u00ad\nb', 'a\n\n\nb'],
    ['lines that show nothing at both ends', '\u200b\na\n\u200b', 'a\n\u200b'.slice(0, 1)],
    ['indentation', '  a\n\u3000\u3000b', '  a\n\u3000\u3000b'],
    ['spaces at the end of lines', 'a  \nb\u3000\n', 'a\nb'],
    ['blank lines at both ends', '\n \t\na\nb\n\n \n', 'a\nb'],
    ['several spaces', 'a   b', 'a   b'],
    ['nothing else', ' \n\t\r\n ', ''],
  ])('%s', (_, text, expected) => {
    expect(message(text)).toBe(expected)
  })
})

describe('white space in a name', () => {
  test.each([
    ['line breaks', 'Ada\r\nLovelace', 'Ada Lovelace'],
    ['runs', 'Ada \n\t\u2028 Lovelace', 'Ada Lovelace'],
    ['an ideographic space', '山田\u3000太郎', '山田 太郎'],
    ['both ends', '\u00a0 Ada\n', 'Ada'],
  ])('%s', (_, text, expected) => {
    expect(name(text)).toBe(expected)
  })
})

test.each([true, false])('normalising twice gives the same as once (lineBreaks: %s)', (lineBreaks) => {
  fc.assert(
    fc.property(awkwardText, (text) => {
      const once = normalizeText(text, { lineBreaks })
      expect(normalizeText(once, { lineBreaks })).toBe(once)
    }),
    { numRuns: 1000 },
  )
})

test('the result is well-formed, composed, and free of controls and overrides', () => {
  fc.assert(
    fc.property(awkwardText, (text) => {
      const result = message(text)
      expect(result.isWellFormed()).toBe(true)
      expect(result).toBe(result.normalize('NFC'))
      expect(result).not.toMatch(/[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069]/u)
    }),
    { numRuns: 1000 },
  )
})

test('every character between two letters results in composed text, free of controls and overrides', () => {
  const wrong: string[] = []
  for (let code = 0; code <= 0xffff; code++) {
    const result = message(`a${String.fromCharCode(code)}e`)
    const isClean = result === result.normalize('NFC') && !/[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069]/u.test(result)
    if (!isClean) wrong.push(`U+${code.toString(16)}`)
  }
  expect(wrong).toEqual([])
})
