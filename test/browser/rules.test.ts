import { describe, expect, test } from 'vitest'
import { ageOf } from '../../web/relative-time.ts'
import { retryPause } from '../../web/retry.ts'

describe('ageOf', () => {
  const now = new Date(2026, 6, 26, 9, 30).getTime()
  test.each([
    ['this moment', [2026, 6, 26, 9, 29, 30], 'now'],
    ['a little ahead of the reader’s clock', [2026, 6, 26, 9, 40], 'now'],
    ['a minute', [2026, 6, 26, 9, 29], { value: -1, unit: 'minute' }],
    ['nearly an hour', [2026, 6, 26, 8, 30, 1], { value: -59, unit: 'minute' }],
    ['last night', [2026, 6, 25, 23, 0], { value: -10, unit: 'hour' }],
    ['yesterday', [2026, 6, 25, 9, 30], { value: -1, unit: 'day' }],
    ['the evening before last', [2026, 6, 24, 23, 59], { value: -2, unit: 'day' }],
    ['six days', [2026, 6, 20, 0, 0], { value: -6, unit: 'day' }],
    ['a week', [2026, 6, 19, 23, 59], 'date'],
    ['far ahead of the reader’s clock', [2026, 6, 26, 11, 0], 'date'],
  ] as const)('%s', (_what, [year, month, ...rest], expected) => {
    expect(ageOf(new Date(year, month, ...rest).getTime(), now)).toEqual(expected)
  })
})

describe('retryPause', () => {
  test.each([
    [1, null, 0, 1000],
    [2, null, 0, 2000],
    [5, null, 0, 16_000],
    [6, null, 0, 30_000],
    [60, null, 0, 30_000],
    [1, null, 1, 1250],
    [1, '2', 0, 2000],
    [3, '2', 0, 4000],
    [1, '60', 0.5, 67_500],
    [1, 'Wed, 21 Oct 2026 07:28:00 GMT', 0, 1000],
  ])('after %d failures, Retry-After %s and chance %d: %d ms', (failures, retryAfter, chance, expected) => {
    expect(retryPause(failures, retryAfter, chance)).toBe(expected)
  })
})
