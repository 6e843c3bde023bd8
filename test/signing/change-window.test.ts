import { expect, test } from 'vitest'
import { changeWindow, isWithin, writtenSince } from '../../server/signing/change-window.ts'

const MINUTE = 60_000
const NOW = Date.parse('2026-03-09T15:00:00.000Z')

test.each([
  [undefined, 15],
  ['15', 15],
  ['0', 0],
  ['90', 90],
  ['', 15],
  ['-1', 15],
  ['soon', 15],
  ['1e3', 15],
  ['99999999999999999999', 15],
])('the setting %j gives %d minutes', (setting, minutes) => {
  expect(changeWindow(setting === undefined ? {} : { changeWindow: setting })).toBe(minutes * MINUTE)
})

test.each([
  ['14:45:00.000', 15, true],
  ['14:44:59.999', 15, false],
  ['15:00:00.000', 15, true],
  // Another front end's clock runs ahead.
  ['15:00:05.000', 15, true],
  ['15:00:00.000', 0, false],
  ['15:00:05.000', 0, false],
] as const)('what was written at %s may be changed within %d minutes: %s', (time, minutes, expected) => {
  const createdAt = `2026-03-09T${time}Z`
  expect(isWithin(minutes * MINUTE, createdAt, NOW)).toBe(expected)
  expect(Date.parse(createdAt) >= writtenSince(minutes * MINUTE, NOW)).toBe(expected)
})
