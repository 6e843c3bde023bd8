import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compareIds, isId, LOG_START, nextId, previousId } from '../../server/common/log-id.ts'

describe('an ID', () => {
  test.each([
    LOG_START,
    '0-1',
    '1700000000000-0',
    '1700000000000-12',
    '9007199254740993-9007199254740993',
    '18446744073709551615-18446744073709551615',
  ])('is %s', (text) => {
    expect(isId(text)).toBe(true)
  })

  test.each([
    ['nothing', undefined],
    ['empty', ''],
    ['a number alone', '1700000000000'],
    ['without a sequence', '1700000000000-'],
    ['without a time', '-5'],
    ['three numbers', '1-2-3'],
    ['a leading zero', '01-0'],
    ['a leading zero in the sequence', '1-00'],
    ['a sign', '+1-0'],
    ['a negative sequence', '1--1'],
    ['blanks', ' 1-0'],
    ['a line break at the end', '1-0\n'],
    ['a fraction', '1.5-0'],
    ['hexadecimal', '0x1-0'],
    ['other digits', '١-٢'],
    ['Redis’ words for first and last', '-'],
    ['a time past 64 bits', '18446744073709551616-0'],
    ['a sequence past 64 bits', '0-18446744073709551616'],
    ['far too long', `${'9'.repeat(10_000)}-0`],
  ])('is not: %s', (_, text) => {
    expect(isId(text)).toBe(false)
  })
})

describe('the order of IDs', () => {
  const number = fc.oneof(fc.bigInt(0n, 2n ** 64n - 1n), fc.bigInt(0n, 20n))
  const parts = fc.tuple(number, number)
  const write = ([time, sequence]: readonly [bigint, bigint]) => `${time}-${sequence}`

  test('is that of their numbers: the time first, then the sequence', () => {
    fc.assert(
      fc.property(parts, parts, (a, b) => {
        const expected = sign(a[0] - b[0]) || sign(a[1] - b[1])
        expect(Math.sign(compareIds(write(a), write(b)))).toBe(expected)
      }),
    )
  })

  test('is 0 for equal IDs', () => {
    fc.assert(
      fc.property(parts, (id) => {
        expect(compareIds(write(id), write(id))).toBe(0)
        expect(isId(write(id))).toBe(true)
      }),
    )
  })

  test.each([
    ['9-0', '10-0'],
    ['1-9', '1-10'],
    ['1-99', '2-0'],
    ['9007199254740992-0', '9007199254740993-0'],
    [LOG_START, '0-1'],
  ])('%s before %s', (earlier, later) => {
    expect(compareIds(earlier, later)).toBeLessThan(0)
    expect(compareIds(later, earlier)).toBeGreaterThan(0)
  })
})

describe('previousId', () => {
  test.each([
    ['5-1', '5-0'],
    ['5-10', '5-9'],
    ['5-0', '4-18446744073709551615'],
    ['10-0', '9-18446744073709551615'],
    ['9007199254740993-9007199254740993', '9007199254740993-9007199254740992'],
  ])('of %s is %s', (id, previous) => {
    expect(previousId(id)).toBe(previous)
    expect(compareIds(previous, id)).toBeLessThan(0)
  })

  test('there is none before the first', () => {
    expect(() => previousId(LOG_START)).toThrow(RangeError)
  })
})

describe('nextId', () => {
  test.each(['5-0', '0-0', '9007199254740993-9007199254740993', '4-18446744073709551615'])(
    'of %s is the one that it precedes',
    (id) => {
      expect(previousId(nextId(id) ?? '')).toBe(id)
    },
  )

  test('there is none after the last', () => {
    expect(nextId('18446744073709551615-18446744073709551615')).toBeUndefined()
  })
})

function sign(number: bigint): number {
  return number < 0n ? -1 : number > 0n ? 1 : 0
}
