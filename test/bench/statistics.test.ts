import { expect, test } from 'vitest'
import { median, medianRatio } from '../../bench/statistics.ts'

test.each([
  [[3], 3],
  [[9, 1, 5], 5],
  [[10, 9, 1, 2], 5.5],
  [[], Number.NaN],
])('the median of %j is %d', (values, expected) => expect(median(values)).toBe(expected))

test('one slow round on both sides does not change their ratio', () => {
  expect(medianRatio([90, 9, 90], [100, 10, 100])).toBeCloseTo(0.9)
})
