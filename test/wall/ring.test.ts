import { expect, test } from 'vitest'
import { Ring } from '../../web/wall/ring.ts'
import { entry } from '../support/entry.ts'

function ringOf(count: number, pinned: readonly number[] = []): Ring {
  const ring = new Ring()
  for (let number = 1; number <= count; number++) {
    ring.put({ ...entry({ id: `${number}-0` }), ...(pinned.includes(number) ? { pinned: true } : {}) })
  }
  return ring
}

/** The numbers of the entries that come next. */
function turnsOf(ring: Ring, count: number): number[] {
  let current: string | undefined
  return Array.from({ length: count }, () => {
    current = ring.next(current)?.id ?? ''
    ring.noteShown(current)
    return Number.parseInt(current, 10)
  })
}

const times = (turns: readonly number[], fits: (number: number) => boolean) => turns.filter(fits).length

test('a few entries come in turn, the newest first', () => {
  expect(turnsOf(ringOf(3), 7)).toEqual([3, 2, 1, 3, 2, 1, 3])
  expect(turnsOf(ringOf(1), 2)).toEqual([1, 1])
  expect(new Ring().next()).toBeUndefined()
})

test('it keeps the newest 200 and those that are pinned, whatever their number', () => {
  const ring = ringOf(5000, [7])
  expect(ring.size).toBe(200)
  expect(ring.get('7-0')).toBeDefined()
  expect(ring.get('4802-0')).toBeDefined()
  expect(ring.get('4801-0')).toBeUndefined()
  const allPinned = ringOf(
    300,
    Array.from({ length: 300 }, (_, index) => index + 1),
  )
  expect(allPinned.size).toBe(200)
  expect(allPinned.get('300-0')).toBeDefined()
})

test('every entry comes, none twice in a row, and the newest and pinned ones more often', () => {
  const turns = turnsOf(ringOf(200, [7]), 600)
  expect(new Set(turns).size).toBe(200)
  expect(turns.filter((number, index) => number === turns[index + 1])).toEqual([])
  const newest = times(turns, (number) => number > 180) / 20
  const others = times(turns, (number) => number <= 180 && number !== 7) / 179
  expect(newest).toBeGreaterThan(2 * others)
  expect(times(turns, (number) => number === 7)).toBeGreaterThan(2 * others)
})

test('an entry that is gone comes no more, and one with a new state keeps its place', () => {
  const ring = ringOf(4)
  expect(turnsOf(ring, 2)).toEqual([4, 3])
  ring.put({ ...entry({ id: '4-0' }), reply: { text: 'Thanks', at: '2026-01-01T00:00:00.000Z' } })
  ring.delete('2-0')
  expect(turnsOf(ring, 3)).toEqual([1, 4, 3])
})
