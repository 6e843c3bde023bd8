import { describe, expect, test } from 'vitest'
import { median, medianRatio, percentile } from '../../bench/statistics.ts'

describe('median', () => {
  test.each([
    [[3], 3],
    [[9, 1, 5], 5],
    [[10, 9, 1, 2], 5.5],
  ])('of %j is %d', (values, expected) => expect(median(values)).toBe(expected))

  test('of nothing is refused', () => expect(() => median([])).toThrow(RangeError))
})

describe('percentile', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index)
  test.each([
    [hundred, 0.5, 50],
    [hundred, 0.99, 99],
    [hundred, 1, 100],
    [[7], 0.01, 7],
    [[1, 2, 3], 0.99, 3],
  ])('of %j at %d is %d', (values, share, expected) => expect(percentile(values, share)).toBe(expected))

  test('of nothing is refused', () => expect(() => percentile([], 0.5)).toThrow(RangeError))
})

describe('the ratio of two sides', () => {
  test('is taken round by round, so that one slow round on both sides changes nothing', () => {
    expect(medianRatio([90, 9, 90], [100, 10, 100])).toBeCloseTo(0.9)
  })

  test('needs as many rounds on both sides', () => expect(() => medianRatio([1], [1, 2])).toThrow(/1 and 2/))
})
