import { expect, test } from 'vitest'
import { median, medianRatio, percentile } from '../../bench/statistics.ts'

test.each([
  [[3], 3],
  [[9, 1, 5], 5],
  [[10, 9, 1, 2], 5.5],
  [[], Number.NaN],
])('the median of %j is %d', (values, expected) => expect(median(values)).toBe(expected))

const hundred = Array.from({ length: 100 }, (_, index) => 100 - index)

test.each([
  [hundred, 0.5, 50],
  [hundred, 0.99, 99],
  [hundred, 1, 100],
  [[7], 0.01, 7],
  [[], 0.5, Number.NaN],
])('the percentile of %j at %d is %d', (values, share, expected) => expect(percentile(values, share)).toBe(expected))

test('one slow round on both sides does not change their ratio', () => {
  expect(medianRatio([90, 9, 90], [100, 10, 100])).toBeCloseTo(0.9)
})
