import { expect, test } from 'vitest'
import { memoize } from '../../server/performance/memoize.ts'

/** A function that is remembered, and the texts that it was worked out for. */
function makeUpperCase() {
  const computed: string[] = []
  const upperCase = memoize((text) => {
    computed.push(text)
    return text.toUpperCase()
  })
  return { computed, upperCase }
}

test('a result is worked out once, also where it is undefined', () => {
  const { computed, upperCase } = makeUpperCase()
  expect([upperCase('a'), upperCase('b'), upperCase('a')]).toEqual(['A', 'B', 'A'])
  expect(computed).toEqual(['a', 'b'])
  let calls = 0
  const nothing = memoize(() => {
    calls += 1
  })
  nothing('a')
  nothing('a')
  expect(calls).toBe(1)
})

test('a hundred results are remembered; one more makes the oldest be forgotten, and no other', () => {
  const { computed, upperCase } = makeUpperCase()
  const texts = Array.from({ length: 101 }, (_, index) => `text ${index}`)
  for (const text of texts.slice(0, 100)) upperCase(text)
  for (const text of texts.slice(0, 100)) upperCase(text)
  expect(computed).toHaveLength(100)
  for (const text of texts.slice(1)) upperCase(text)
  expect(computed).toHaveLength(101)
  upperCase('text 0')
  expect(computed.at(-1)).toBe('text 0')
  expect(computed).toHaveLength(102)
})

test('of texts longer than any that many clients send, nothing is kept', () => {
  const { computed, upperCase } = makeUpperCase()
  for (const length of [256, 257]) for (const _ of [1, 2]) upperCase('x'.repeat(length))
  expect(computed.map(({ length }) => length)).toEqual([256, 257, 257])
})
