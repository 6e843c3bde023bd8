import { describe, expect, test } from 'vitest'
import { clockAt, isTimeZone, timeOfClock } from '../../server/settings/zoned-time.ts'

test.each(['UTC', 'Europe/Berlin', 'america/new_york', 'Asia/Kolkata', 'Etc/GMT+5', 'Pacific/Chatham'])(
  '%s is a time zone',
  (name) => expect(isTimeZone(name)).toBe(true),
)

test.each(['', ' ', 'Berlin', 'Europe/Nowhere', '+01:00', '-0500', 'Europe/Berlin ', '<b>', 'CET\n', '../etc'])(
  '%j is none',
  (name) => expect(isTimeZone(name)).toBe(false),
)

describe.each([
  ['2026-12-01T10:00', 'UTC', '2026-12-01T10:00:00Z'],
  ['2026-12-01T10:00', 'Europe/Berlin', '2026-12-01T09:00:00Z'],
  ['2026-07-01T10:00', 'Europe/Berlin', '2026-07-01T08:00:00Z'],
  ['2026-01-01T00:30', 'Pacific/Kiritimati', '2025-12-31T10:30:00Z'],
  ['2026-12-01T10:00', 'Asia/Kathmandu', '2026-12-01T04:15:00Z'],
  ['2026-07-01T23:59', 'America/St_Johns', '2026-07-02T02:29:00Z'],
  // On both sides of the hour that is skipped, and after the one that comes twice.
  ['2026-03-29T01:59', 'Europe/Berlin', '2026-03-29T00:59:00Z'],
  ['2026-03-29T03:00', 'Europe/Berlin', '2026-03-29T01:00:00Z'],
  ['2026-10-25T03:00', 'Europe/Berlin', '2026-10-25T02:00:00Z'],
  ['2026-10-04T01:59', 'Australia/Lord_Howe', '2026-10-03T15:29:00Z'],
])('%s in %s', (clock, timeZone, utc) => {
  test(`is ${utc}, there and back`, () => {
    expect(timeOfClock(clock, timeZone)).toBe(Date.parse(utc))
    expect(timeOfClock(`${clock}:00`, timeZone)).toBe(Date.parse(utc))
    expect(clockAt(Date.parse(utc), timeZone)).toBe(clock)
  })
})

test('of an hour that comes twice, the first counts', () => {
  expect(timeOfClock('2026-10-25T02:30', 'Europe/Berlin')).toBe(Date.parse('2026-10-25T00:30:00Z'))
})

test.each([
  ['2026-03-29T02:30', 'Europe/Berlin'],
  ['2026-10-04T02:10', 'Australia/Lord_Howe'],
  ['2011-12-30T12:00', 'Pacific/Apia'],
  ['2026-02-30T10:00', 'UTC'],
  ['2026-13-01T10:00', 'UTC'],
  ['2026-12-01T24:00', 'UTC'],
  ['2026-12-01', 'UTC'],
  ['2026-12-01 10:00', 'UTC'],
  ['1970-01-01T00:00', 'UTC'],
  ['tomorrow', 'UTC'],
])('%s never comes in %s', (clock, timeZone) => {
  expect(timeOfClock(clock, timeZone)).toBeUndefined()
})
