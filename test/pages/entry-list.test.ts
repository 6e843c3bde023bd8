import { expect, test } from 'vitest'
import { renderEntries } from '../../server/pages/entry-list.ts'
import { createPageContext } from '../../server/pages/page-context.ts'
import { findAll } from './markup.ts'
import { ASSETS, entry } from './samples.ts'

const context = createPageContext('en', {}, ASSETS)
const headingsOf = (times: readonly string[], now: string) =>
  findAll(
    renderEntries(
      {
        entries: times.map((createdAt, index) => entry({ id: `${9 - index}-0`, createdAt })),
        now,
        actionsOf: () => '',
      },
      context,
    ),
    'h3',
  ).map(({ text }) => text)

const TIMES = [
  '2026-06-12T20:00:00.000Z',
  '2026-06-12T00:00:00.000Z',
  '2026-06-11T23:59:59.000Z',
  '2026-06-06T00:00:00.000Z',
  '2026-06-05T23:00:00.000Z',
  '2026-06-01T12:00:00.000Z',
  '2025-06-01T12:00:00.000Z',
]

test('entries of other days have headings, and of other months where they are older than a week', () => {
  expect(headingsOf(TIMES, '2026-06-12T21:00:00.000Z')).toEqual([
    'June 11, 2026',
    'June 6, 2026',
    'June 2026',
    'June 2025',
  ])
})

test('entries of one day have no heading', () => {
  expect(headingsOf(TIMES.slice(0, 2), '2026-06-12T21:00:00.000Z')).toEqual([])
})

test('long after, all headings are months', () => {
  expect(headingsOf(TIMES, '2027-01-01T00:00:00.000Z')).toEqual(['June 2025'])
})
