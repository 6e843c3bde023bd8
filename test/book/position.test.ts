import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatPosition, furthest, type Position, parsePosition, reaches } from '../../server/common/position.ts'

const at = (entries: string, changes: string, generation = 'g'): Position => ({ generation, entries, changes })

describe('a reader at one position has seen everything up to another', () => {
  test.each([
    ['the same', at('5-0', '3-0'), at('5-0', '3-0'), true],
    ['ahead in both', at('6-0', '4-0'), at('5-0', '3-0'), true],
    ['ahead in entries', at('10-0', '3-0'), at('9-0', '3-0'), true],
    ['behind in entries', at('9-0', '3-0'), at('10-0', '3-0'), false],
    ['behind in removals', at('5-0', '2-9'), at('5-0', '3-0'), false],
    ['ahead in one, behind in the other', at('9-0', '2-0'), at('5-0', '3-0'), false],
    ['of another generation', at('9-0', '9-0', 'h'), at('5-0', '3-0'), false],
  ])('%s', (_, position, target, expected) => {
    expect(reaches(position, target)).toBe(expected)
  })
})

describe('the furthest of two positions', () => {
  test.each([
    ['takes each log by itself', at('5-0', '3-0'), at('4-0', '4-0'), at('5-0', '4-0')],
    ['compares numbers, not text', at('9-0', '10-0'), at('10-0', '9-0'), at('10-0', '10-0')],
    ['is the newer where the generations differ', at('5-0', '3-0'), at('1-0', '0-0', 'h'), at('1-0', '0-0', 'h')],
  ])('%s', (_, older, newer, expected) => {
    expect(furthest(older, newer)).toEqual(expected)
  })

  test('reaches both, and is no further than necessary', () => {
    fc.assert(
      fc.property(positions('g'), positions('g'), (a, b) => {
        const both = furthest(a, b)
        expect(reaches(both, a) && reaches(both, b)).toBe(true)
        expect([a.entries, b.entries]).toContain(both.entries)
        expect([a.changes, b.changes]).toContain(both.changes)
      }),
    )
  })
})

describe('a position as text', () => {
  test('is read as it was written', () => {
    fc.assert(
      fc.property(positions('aZ09_-b'), (position) => {
        expect(parsePosition(formatPosition(position))).toEqual(position)
      }),
    )
  })

  test('is valid in a header, a cookie and the id of an event', () => {
    expect(formatPosition(at('1700000000000-1', '0-0', 'x_Y-9'))).toMatch(/^[\w.-]+$/)
  })

  test.each([
    ['nothing', undefined],
    ['empty', ''],
    ['without a generation', '1-0.0-0'],
    ['with an empty generation', '1-0.0-0.'],
    ['a part too many', '1-0.0-0.g.h'],
    ['entries that are no ID', 'x.0-0.g'],
    ['removals that are no ID', '1-0.01-0.g'],
    ['a generation with a line break', '1-0.0-0.g\n'],
    ['a generation with a sign', '1-0.0-0.g;h'],
    ['too long', `1-0.0-0.${'g'.repeat(128)}`],
  ])('is not: %s', (_, text) => {
    expect(parsePosition(text)).toBeUndefined()
  })
})

function positions(generation: string): fc.Arbitrary<Position> {
  const number = fc.oneof(fc.bigInt(0n, 2n ** 64n - 1n), fc.bigInt(0n, 20n))
  const id = fc.tuple(number, number).map(([time, sequence]) => `${time}-${sequence}`)
  return fc.record({ generation: fc.constant(generation), entries: id, changes: id })
}
