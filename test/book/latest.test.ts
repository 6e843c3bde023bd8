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
