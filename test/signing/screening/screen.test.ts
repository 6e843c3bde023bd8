import { describe, expect, test } from 'vitest'
import type { Screening } from '../../../server/book/screening.ts'
import { printOf } from '../../../server/signing/screening/print.ts'
import { type PostFacts, screen } from '../../../server/signing/screening/screen.ts'
import { draft } from '../../support/entry.ts'

const NOW = Date.UTC(2026, 10, 26)

test.each<[what: string, words: { name?: string; message?: string }, facts: PostFacts, reasons: Partial<Screening>]>([
  ['an ordinary post', {}, {}, {}],
  ['a link', { message: 'See example.com' }, {}, { holdUntrusted: ['link'] }],
  ['a link in the name', { name: 'example.com' }, {}, { holdUntrusted: ['link'] }],
  ['two links', { message: 'a.com b.com' }, {}, { holdUntrusted: ['link'] }],
  ['three links', { message: 'a.com b.com c.com' }, {}, { spam: ['links'], holdUntrusted: ['link'] }],
  ['three links in both', { name: 'a.com', message: 'b.com c.com' }, {}, { spam: ['links'], holdUntrusted: ['link'] }],
  ['a filled honeypot', {}, { isTrapped: true }, { spam: ['honeypot'] }],
  [
    'both',
    { message: 'a.com b.com c.com' },
    { isTrapped: true },
    { spam: ['honeypot', 'links'], holdUntrusted: ['link'] },
  ],
  ['a browser seen just now', {}, { firstSeen: NOW }, { hold: ['too-fast'] }],
  ['a browser seen 2,999 ms ago', {}, { firstSeen: NOW - 2999 }, { hold: ['too-fast'] }],
  ['a browser seen 3 s ago', {}, { firstSeen: NOW - 3000 }, {}],
  ['a held word', { message: 'Casino!' }, {}, { hold: ['words'] }],
  ['a held word, too fast', { message: 'Casino!' }, { firstSeen: NOW }, { hold: ['too-fast', 'words'] }],
])('%s', (_what, words, facts, reasons) => {
  const rules = { settings: { words: 'casino' }, holdAbove: 300 }
  expect(screen(draft({ name: 'Ada', message: 'Hello', ...words }), facts, rules, NOW)).toEqual({
    author: undefined,
    via: undefined,
    spam: [],
    hold: [],
    holdUntrusted: [],
    print: undefined,
    holdAbove: 300,
    ...reasons,
  })
})

test('what is known of the author goes to the book', () => {
  const { author, via } = screen(draft({}), { author: 'hash', via: 'kiosk' }, { settings: {}, holdAbove: 0 }, NOW)
  expect({ author, via }).toEqual({ author: 'hash', via: 'kiosk' })
})

describe('the print', () => {
  const LONG = 'Thank you for the lovely evening!'

  test.each([
    'thank you FOR the lovely evening!',
    'Thank you\nfor  the lovely evening !',
    'Thánk you for the lovely evening!',
    'Ｔｈａｎｋ you for the lovely evening!',
    'Thank you for the love\u200bly evening!',
  ])('of %j is the same', (text) => {
    expect(printOf(text)).toBe(printOf(LONG))
  })

  test.each<[text: string, hasPrint: boolean]>([
    ['a'.repeat(19), false],
    ['a'.repeat(20), true],
    ['好'.repeat(19), false],
    ['好'.repeat(20), true],
    ['👩‍👩‍👧'.repeat(6), false],
    [`${' '.repeat(30)}a`, false],
    ['Happy birthday!', false],
  ])('of %j is there: %s', (text, hasPrint) => {
    expect(printOf(text) !== undefined).toBe(hasPrint)
  })

  test('is left out where an author corrects an accent or the name: that repeats nobody', () => {
    const rules = { settings: {}, holdAbove: 0 }
    const message = 'Thánk you for the lovely evening!'
    expect(screen(draft({ message }), { replaced: draft({ message: LONG }) }, rules, NOW).print).toBeUndefined()
    expect(
      screen(draft({ message: LONG }), { replaced: draft({ message: 'Something else that is long' }) }, rules, NOW)
        .print,
    ).toBe(printOf(LONG))
  })
})

test('on a shared tablet the same text may come again, but links and words count as everywhere', () => {
  const text = draft({ message: 'Thank you for this lovely evening: https://a.example' })
  const rules = { settings: { words: 'lovely' }, holdAbove: 300 }
  expect(screen(text, { author: 'hash', via: 'kiosk' }, rules, NOW)).toEqual({
    author: 'hash',
    via: 'kiosk',
    spam: [],
    hold: ['words'],
    holdUntrusted: ['link'],
    print: undefined,
    holdAbove: 300,
  })
})
