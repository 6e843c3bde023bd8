import { describe, expect, test } from 'vitest'
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
