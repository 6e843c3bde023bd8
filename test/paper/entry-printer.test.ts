import { describe, expect, test } from 'vitest'
import { createPageContext } from '../../server/pages/page-context.ts'
import { createEntryPrinter } from '../../server/paper/printed-book.ts'
import { endOfDate, startOfDate } from '../../server/settings/zoned-time.ts'
import { findAll } from '../pages/markup.ts'
import { entry } from '../support/entry.ts'

const assets = { style: '/style.css', icon: '/icon.svg', adminStyle: '/admin.css' }
const context = createPageContext('en', { timeZone: 'UTC' }, assets)

describe('days as headings', () => {
  const at = (createdAt: string) => entry({ createdAt: `${createdAt}:00.000Z`, message: 'x' })
  const headings = (body: string) => findAll(body, 'h2').map(({ text }) => text)

  test('stand once, also where a day goes on in the next slice', () => {
    const print = createEntryPrinter(context)
    expect(headings(print([at('2026-06-01T08:00'), at('2026-06-02T08:00')]))).toEqual(['June 1, 2026', 'June 2, 2026'])
    expect(headings(print([at('2026-06-02T09:00'), at('2026-06-03T09:00')]))).toEqual(['June 3, 2026'])
  })

  test('go on after an entry that had to wait, which names its own day', () => {
    const body = createEntryPrinter(context)([
      at('2026-06-01T08:00'),
      at('2026-06-05T08:00'),
      at('2026-06-02T10:00'),
      at('2026-06-05T09:00'),
    ])
    expect(headings(body)).toEqual(['June 1, 2026', 'June 5, 2026'])
    expect(findAll(body, 'time').map(({ text }) => text.replace(/\u202f/g, ' '))).toEqual([
      '8:00 AM UTC',
      '8:00 AM UTC',
      'June 2, 2026 at 10:00 AM UTC',
      '9:00 AM UTC',
    ])
  })
})

test.each<[date: string, zone: string, start: string | undefined, end: string | undefined]>([
  ['2026-06-01', 'UTC', '2026-06-01T00:00', '2026-06-02T00:00'],
  ['2026-06-01', 'Asia/Tokyo', '2026-05-31T15:00', '2026-06-01T15:00'],
  ['2026-03-29', 'Europe/Berlin', '2026-03-28T23:00', '2026-03-29T22:00'],
  ['2026-10-25', 'Europe/Berlin', '2026-10-24T22:00', '2026-10-25T23:00'],
  // At midnight clocks went to one o’clock.
  ['2023-04-28', 'Africa/Cairo', '2023-04-27T22:00', '2023-04-28T21:00'],
  // There was no such day.
  ['2011-12-30', 'Pacific/Apia', '2011-12-30T10:00', '2011-12-30T10:00'],
  ['2026-02-29', 'UTC', undefined, undefined],
  ['2024-02-29', 'UTC', '2024-02-29T00:00', '2024-03-01T00:00'],
  ['2026-13-01', 'UTC', undefined, undefined],
  ['2026-6-1', 'UTC', undefined, undefined],
])('%s in %s begins and ends when clocks there say so', (date, zone, start, end) => {
  const clock = (time: number | undefined) =>
    time === undefined ? undefined : new Date(time).toISOString().slice(0, 'yyyy-mm-ddThh:mm'.length)
  expect([clock(startOfDate(date, zone)), clock(endOfDate(date, zone))]).toEqual([start, end])
})
