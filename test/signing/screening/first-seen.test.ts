import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { readName, stampName } from '../../../server/signing/screening/first-seen.ts'

const SECRET = 'the book’s'
const NOW = Date.UTC(2026, 10, 26)
const NAME = randomUUID()

test('a stamp says when a browser was first seen', () => {
  expect(readName(stampName(NAME, NOW - 5, SECRET), SECRET, NOW)).toEqual({ name: NAME, firstSeen: NOW - 5 })
})

test('a name without a stamp, as earlier releases set it, stays valid', () => {
  expect(readName(NAME, SECRET, NOW)).toEqual({ name: NAME, firstSeen: undefined })
})

const stamp = stampName(NAME, NOW, SECRET)
test.each<[what: string, value: string, secret?: string | undefined]>([
  ['of another book', stampName(NAME, NOW, 'another’s')],
  ['that nobody can check', stamp, ''],
  ['of another time', stamp.replace(NOW.toString(36), (NOW - 9).toString(36))],
  ['of another browser', stamp.replace(NAME, randomUUID())],
  ['from the future', stampName(NAME, NOW + 1, SECRET)],
  ['of nobody’s making', `${NAME}.${NOW.toString(36)}.${'A'.repeat(22)}`],
])('a stamp %s says nothing, but the name stays', (_what, value, secret = SECRET) => {
  const name = value.slice(0, 36)
  expect(readName(value, secret || undefined, NOW)).toEqual({ name, firstSeen: undefined })
})

test.each(['', 'short', `${NAME}.`, `${NAME}.x`, `${NAME}..${'A'.repeat(22)}`, `${stamp}A`, `x${stamp}`, `${NAME} `])(
  '%j is no name',
  (value) => {
    expect(readName(value, SECRET, NOW)).toBeUndefined()
  },
)
