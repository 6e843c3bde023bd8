import { describe, expect, test } from 'vitest'
import { clockFormat } from '../../server/common/clock.ts'
import { LANGUAGES } from '../../server/common/languages.ts'
import { createPlural } from '../../server/common/plural.ts'
import { CATALOGUES } from '../../server/languages/catalogues.ts'
import { createFormats } from '../../server/languages/formats.ts'

describe('a number of entries', () => {
  test.each([
    ['en', 0, '0 entries'],
    ['en', 1, '1 entry'],
    ['en', 1284, '1,284 entries'],
    ['de', 1284, '1.284 Einträge'],
    ['fr', 0, '0 message'],
    ['fr', 2, '2 messages'],
    ['fr', 1_000_000, '1 000 000 de messages'],
    ['es', 1_000_000, '1.000.000 de mensajes'],
    ['zh-Hans', 1284, '1,284 条留言'],
    ['zh-Hant', 1, '1 則留言'],
    ['ja', 3, '3 件のメッセージ'],
    ['ko', 1284, '글 1,284개'],
    ['pt', 1, '1 mensagem'],
    ['pt', 2_000_000, '2.000.000 de mensagens'],
    ['it', 2, '2 messaggi'],
    ['it', 1_000_000, '1.000.000 di messaggi'],
    ['nl', 1284, '1.284 berichten'],
    ['pl', 0, '0 wpisów'],
    ['pl', 1, '1 wpis'],
    ['pl', 2, '2 wpisy'],
    ['pl', 5, '5 wpisów'],
    ['pl', 12, '12 wpisów'],
    ['pl', 22, '22 wpisy'],
    ['tr', 1, '1 mesaj'],
    ['tr', 1284, '1.284 mesaj'],
    ['ar', 0, 'لا توجد رسائل'],
    ['ar', 1, 'رسالة واحدة'],
    ['ar', 2, 'رسالتان'],
    ['ar', 5, '5 رسائل'],
    ['ar', 11, '11 رسالة'],
    ['ar', 100, '100 رسالة'],
  ] as const)('in %s: %i', (language, count, expected) => {
    expect(createPlural(language)(CATALOGUES[language].script.entries, count).replaceAll(/\s/g, ' ')).toBe(expected)
  })
})

describe('a time', () => {
  test.each(LANGUAGES)('is shown in UTC with year and minute in %s, in any time zone of the server', (language) => {
    const text = createFormats(language).time('2026-01-01T00:30:59.999Z')
    expect(text).toMatch(/2026/)
    expect(text).toMatch(/30/)
    expect(text).toMatch(/ UTC$/)
    expect(text).not.toMatch(/2025|59/)
  })

  test.each([
    ['pt', '9 de março de 2026 às 15:04 UTC'],
    ['it', '9 marzo 2026 alle ore 15:04 UTC'],
    ['nl', '9 maart 2026 om 15:04 UTC'],
    ['pl', '9 marca 2026 15:04 UTC'],
    ['ko', '2026년 3월 9일 15:04 UTC'],
    ['tr', '9 Mart 2026 15:04 UTC'],
  ] as const)('is written as is usual in %s', (language, expected) => {
    expect(createFormats(language).time('2026-03-09T15:04:05.000Z')).toBe(expected)
  })
})

describe('a time in the zone of the book', () => {
  /** Before and after clocks change, and around midnight; in Lord Howe they change by half an hour, at half past the hour in UTC. */
  const times = [
    '2026-03-29T00:59:30.000Z',
    '2026-03-29T01:00:00.000Z',
    '2026-10-25T00:30:00.000Z',
    '2026-10-25T01:30:00.000Z',
    '2026-04-04T14:59:00.000Z',
    '2026-04-04T15:00:00.000Z',
    '2026-10-03T15:29:00.000Z',
    '2026-10-03T15:30:00.000Z',
    '2025-12-31T18:14:00.000Z',
    '2025-12-31T18:15:00.000Z',
    '2026-01-01T05:00:00.000Z',
    '1970-01-01T00:00:00.000Z',
    '+010000-02-03T04:05:06.007Z',
  ]

  test.each(['UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu'])('%s', (timeZone) => {
    for (const language of LANGUAGES) {
      const formats = createFormats(language, timeZone)
      const clock = clockFormat(language)
      const expected = (options: Intl.DateTimeFormatOptions, iso: string) =>
        new Intl.DateTimeFormat(language, { ...options, timeZone }).format(new Date(iso))
      const zoneAt = (iso: string) => {
        if (timeZone === 'UTC') return 'UTC'
        const format = new Intl.DateTimeFormat(language, { timeZone, timeZoneName: 'short' })
        return format.formatToParts(new Date(iso)).find(({ type }) => type === 'timeZoneName')?.value
      }
      for (const iso of times) {
        expect(formats.day(iso)).toBe(expected({ dateStyle: 'long' }, iso))
        expect(formats.clock(iso)).toBe(`${expected(clock, iso)} ${zoneAt(iso)}`)
        expect(formats.time(iso)).toBe(`${expected({ dateStyle: 'long', ...clock }, iso)} ${zoneAt(iso)}`)
        expect(formats.heading(iso, 'day')).toBe(expected({ dateStyle: 'long' }, iso))
        expect(formats.heading(iso, 'month')).toBe(expected({ year: 'numeric', month: 'long' }, iso))
      }
    }
  })
})

describe('a waiting time', () => {
  test.each([
    [0.2, '1 second'],
    [1, '1 second'],
    [41, '41 seconds'],
    [89, '89 seconds'],
    [90, '2 minutes'],
    [120, '2 minutes'],
    [121, '3 minutes'],
    [5399, '90 minutes'],
    [5400, '2 hours'],
    [86_400, '24 hours'],
  ])('of %d s is never told too short', (seconds, expected) => {
    expect(createFormats('en').duration(seconds)).toBe(expected)
  })
})

test.each([
  ['en', 'Title, Colour, and Picture'],
  ['zh-Hans', 'Title、Colour和Picture'],
  ['ar', 'Title وColour وPicture'],
] as const)('names in a list are joined as the language does (%s)', (language, expected) => {
  expect(createFormats(language).list(['Title', 'Colour', 'Picture'])).toBe(expected)
})
