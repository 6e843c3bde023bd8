import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compose } from '../../server/text/compose.ts'
import { awkwardText } from './awkward-text.ts'

const MARKS = [
  ...['\u0301', '\u0308', '\u0323', '\u0334', '\u0345', '\u0344', '\u0315', '\u031b', '\u0f71', '\u0f73'],
  ...['\u05b0', '\u0651', '\u3099', '\u094d', '\u0903', '\u20dd', '\u034f', '\u{1d165}', '\u{1d16d}', '\u302e'],
]

test('any text is composed as String.prototype.normalize composes it', () => {
  fc.assert(
    fc.property(awkwardText, (text) => {
      expect(compose(text)).toBe(text.normalize('NFC'))
    }),
  )
})

test('long runs of marks too', () => {
  const run = fc.array(fc.constantFrom(...MARKS), { minLength: 32, maxLength: 100 }).map((marks) => marks.join(''))
  const base = fc.constantFrom('', 'a', '\u1ea5', '\u0f40', '\u0915', '\u1f82')
  fc.assert(
    fc.property(base, run, base, (before, marks, after) => {
      const text = before + marks + after
      expect(compose(text)).toBe(text.normalize('NFC'))
    }),
    { numRuns: 500 },
  )
})

test('every mark that Unicode knows, in descending order of code points', () => {
  const marks = Array.from({ length: 0x11_0000 }, (_, code) => code)
    .filter((code) => (code < 0xd800 || code > 0xdfff) && /\p{M}/u.test(String.fromCodePoint(code)))
    .map((code) => String.fromCodePoint(code))
  const text = `a${marks.reverse().join('')}`
  expect(marks.length).toBeGreaterThan(2000)
  expect(compose(text)).toBe(text.normalize('NFC'))
})

test.each([
  ['alternating', ['\u0334', '\u0301', '\u0315'], '\u0315\u0301\u0334'.repeat(21_000)],
  ['descending', ['\u0334', '\u0301', '\u0315'], ['\u0315', '\u0301', '\u0334'].map(many).join('')],
  ['of the greatest class', ['\u0334', '\u0301', '\u0345'], '\u0345\u0301\u0334'.repeat(21_000)],
])('126 KB of marks, %s, do not hold up the process', (_, [overlay = '', acute = '', last = ''], marks) => {
  const started = performance.now()
  const composed = compose(`a${marks}`)
  // String.prototype.normalize alone takes ten times as long and more.
  expect(performance.now() - started).toBeLessThan(250)
  const expected = `\u00e1${many(overlay)}${many(acute).slice(1)}${many(last)}`
  // As a boolean: a difference of 126 KB of marks would drown the terminal.
  expect(composed === expected).toBe(true)
})

function many(mark: string): string {
  return mark.repeat(21_000)
}
