import { expect, test } from 'vitest'
import { StateCache } from '../../server/book/reader/state-cache.ts'

test('a StateCache makes a value once for each variant, and again when the state has changed', () => {
  const cache = new StateCache<string, string>()
  let made = 0
  const make = () => `value ${++made}`
  expect(cache.get('en', '1', make)).toBe('value 1')
  expect(cache.get('en', '1', make)).toBe('value 1')
  expect(cache.get('de', '1', make)).toBe('value 2')
  expect(cache.get('en', '2', make)).toBe('value 3')
  expect(cache.get('en', '1', make)).toBe('value 4')
})

test('a StateCache keeps eight variants at most, so that asking for every size of page fills no memory', () => {
  const cache = new StateCache<number, number>()
  let made = 0
  const get = (variant: number) => cache.get(variant, 'same', () => ++made)
  for (let variant = 1; variant <= 9; variant++) get(variant)
  expect(get(9)).toBe(9)
  expect(get(2)).toBe(2)
  expect(get(1)).toBe(10)
})

test('a StateCache lets go of the variant that was made longest ago: one that was made anew is young again', () => {
  const cache = new StateCache<number, number>()
  let made = 0
  const get = (variant: number, state = 'first') => cache.get(variant, state, () => ++made)
  for (let variant = 1; variant <= 8; variant++) get(variant)
  expect(get(1, 'second')).toBe(9)
  expect(get(9)).toBe(10)
  expect(get(1, 'second')).toBe(9)
  expect(get(2)).toBe(11)
})

test('a StateCache keeps nothing of a state without a name', () => {
  const cache = new StateCache<string, number>()
  let made = 0
  for (const expected of [1, 2]) expect(cache.get('en', undefined, () => ++made)).toBe(expected)
})
