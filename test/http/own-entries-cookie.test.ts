import { expect, test } from 'vitest'
import { addOwnEntry, formatOwnEntries, parseOwnEntries, removeOwnEntry } from '../../server/http/own-entries-cookie.ts'

const published = (id: string) => ({ id, isWaiting: false })
const waiting = (id: string) => ({ id, isWaiting: true })

test.each([
  ['', []],
  ['1-0', [published('1-0')]],
  ['w1-0', [waiting('1-0')]],
  ['w2-0.1-0', [waiting('2-0'), published('1-0')]],
  ['1-0.x.w.01-0.ww2-0.2-0', [published('1-0'), published('2-0')]],
  [
    Array.from({ length: 9 }, (_, index) => `${index}-0`).join('.'),
    Array.from({ length: 8 }, (_, index) => published(`${index}-0`)),
  ],
])('parses %j', (text, entries) => {
  expect(parseOwnEntries(text)).toEqual(entries)
})

test('formats what it parses', () => {
  const text = 'w3-0.2-1.w1-0'
  expect(formatOwnEntries(parseOwnEntries(text))).toBe(text)
})

test('the newest comes first and once, and the ninth is forgotten', () => {
  const eight = Array.from({ length: 8 }, (_, index) => published(`${8 - index}-0`))
  const nine = addOwnEntry(eight, published('9-0'))
  expect(nine).toHaveLength(8)
  expect(nine[0]).toEqual(published('9-0'))
  expect(nine).not.toContainEqual(published('1-0'))
  expect(addOwnEntry(eight, published('3-0')).filter(({ id }) => id === '3-0')).toHaveLength(1)
})

test('an entry that waits and one in the book may have the same id', () => {
  const both = addOwnEntry([waiting('1-0')], published('1-0'))
  expect(both).toHaveLength(2)
  expect(removeOwnEntry(both, waiting('1-0'))).toEqual([published('1-0')])
})
