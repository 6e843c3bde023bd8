import { expect, test } from 'vitest'
import { Latest } from '../../server/book/reader/latest.ts'

test('Latest makes a value once for each variant, and again when the state has changed', () => {
  const latest = new Latest<string, string>()
  let made = 0
  const make = () => `value ${++made}`
  expect(latest.get('en', '1', make)).toBe('value 1')
  expect(latest.get('en', '1', make)).toBe('value 1')
  expect(latest.get('de', '1', make)).toBe('value 2')
  expect(latest.get('en', '2', make)).toBe('value 3')
  expect(latest.get('en', '1', make)).toBe('value 4')
})

test('Latest keeps eight variants at most: whoever asks for every size of page fills no memory', () => {
  const latest = new Latest<number, number>()
  let made = 0
  const get = (variant: number) => latest.get(variant, 'same', () => ++made)
  for (let variant = 1; variant <= 9; variant++) get(variant)
  expect(get(9)).toBe(9)
  expect(get(2)).toBe(2)
  expect(get(1)).toBe(10)
})

test('Latest lets go of the variant that was made longest ago: one that was made anew is young again', () => {
  const latest = new Latest<number, number>()
  let made = 0
  const get = (variant: number, state = 'first') => latest.get(variant, state, () => ++made)
  for (let variant = 1; variant <= 8; variant++) get(variant)
  expect(get(1, 'second')).toBe(9)
  expect(get(9)).toBe(10)
  expect(get(1, 'second')).toBe(9)
  expect(get(2)).toBe(11)
})

test('Latest keeps nothing of a state without a name', () => {
  const latest = new Latest<string, number>()
  let made = 0
  for (const expected of [1, 2]) expect(latest.get('en', undefined, () => ++made)).toBe(expected)
})
