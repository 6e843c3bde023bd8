import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isLanguage } from '../../server/common/languages.ts'
import { createLanguageNegotiation } from '../../server/languages/negotiate.ts'

describe('the strongest preference', () => {
  test.each([
    ['nothing at all', {}, 'fr'],
    ['the query', { query: 'de', cookie: 'ja', acceptLanguage: 'es' }, 'de'],
    ['the cookie', { cookie: 'ja', acceptLanguage: 'es' }, 'ja'],
    ['the header', { acceptLanguage: 'es' }, 'es'],
    ['the cookie, since the query names none', { query: 'xx', cookie: 'ja' }, 'ja'],
    ['the header, since the others name none', { query: '', cookie: '<script>', acceptLanguage: 'es' }, 'es'],
    ['the fallback, since nothing names one', { query: '*', cookie: '', acceptLanguage: 'tlh' }, 'fr'],
    ['a query in other letters', { query: 'ZH-hant' }, 'zh-Hant'],
    ['a query with a region', { query: 'zh-TW' }, 'zh-Hant'],
  ])('is %s', (_, wishes, expected) => {
    expect(createLanguageNegotiation('fr')(wishes)).toBe(expected)
  })
})

describe('Accept-Language', () => {
  test.each([
    // Chinese
    ['zh', 'zh-Hans'],
    ['zh-CN', 'zh-Hans'],
    ['zh-SG', 'zh-Hans'],
    ['zh-Hans', 'zh-Hans'],
    ['zh-Hans-HK', 'zh-Hans'],
    ['zh-TW', 'zh-Hant'],
    ['zh-HK', 'zh-Hant'],
    ['zh-MO', 'zh-Hant'],
    ['zh-Hant', 'zh-Hant'],
    ['zh-Hant-CN', 'zh-Hant'],
    ['zh-hant-tw', 'zh-Hant'],
    ['zh-TW,zh;q=0.9,en-US;q=0.8,en;q=0.7', 'zh-Hant'],
    // Lookup shortens a range from its end
    ['en-US', 'en'],
    ['de-AT-1996', 'de'],
    ['ar-EG', 'ar'],
    ['ES-419', 'es'],
    ['pt-BR', 'pt'],
    ['pt-PT', 'pt'],
    ['it-CH', 'it'],
    ['nl-BE', 'nl'],
    ['pl-PL', 'pl'],
    ['ko-KR', 'ko'],
    ['ko-Kore-KR', 'ko'],
    ['tr-TR', 'tr'],
    ['den', 'fr'],
    // Weights
    ['en;q=0.5,de;q=0.8', 'de'],
    ['en;q=0.5, de ; q=0.8', 'de'],
    ['en,de', 'en'],
    ['en;q=0.8,de;q=0.8', 'en'],
    ['pt-BR,pt;q=0.9,es;q=0.5', 'pt'],
    ['da-DK,da;q=0.9,es;q=0.5', 'es'],
    ['de;q=0.001', 'de'],
    ['de;Q=1.000', 'de'],
    // A weight of 0 refuses
    ['de;q=0', 'fr'],
    ['de;q=0,en;q=0.1', 'en'],
    ['de,de;q=0,en;q=0.1', 'en'],
    ['fr;q=0', 'fr'],
    // Any language
    ['*', 'fr'],
    ['tlh,*;q=0.1', 'fr'],
    ['de;q=0.2,*', 'fr'],
    ['fr;q=0,*', 'en'],
    ['fr;q=0,en;q=0.0,*;q=0.3', 'zh-Hans'],
    ['*;q=0', 'fr'],
    // Invalid ranges and weights are skipped
    ['', 'fr'],
    [',,,', 'fr'],
    ['de;q=2,en;q=0.1', 'en'],
    ['de;q=-1,en;q=0.1', 'en'],
    ['de;q=0.1234,en;q=0.1', 'en'],
    ['de;q=,en;q=0.1', 'en'],
    ['de;level=1,en;q=0.1', 'en'],
    ['de;q=1;x=1,en;q=0.1', 'en'],
    ['zh_CN,en;q=0.1', 'en'],
    ['de-,en;q=0.1', 'en'],
    ['-de,en;q=0.1', 'en'],
    ['<script>,en;q=0.1', 'en'],
    ['__proto__,constructor,en;q=0.1', 'en'],
    [`${'x,'.repeat(10_000)}de`, 'fr'],
  ])('%.60s means %s', (acceptLanguage, expected) => {
    expect(createLanguageNegotiation('fr')({ acceptLanguage })).toBe(expected)
  })

  test('with any content leads to an existing language', () => {
    const junk = fc.string({
      unit: fc.constantFrom('z', 'h', '-', 'd', 'e', 'T', 'W', ';', 'q', '=', '0', '.', '5', ',', '*', ' ', 'é'),
    })
    fc.assert(
      fc.property(junk, junk, (acceptLanguage, query) => {
        expect(isLanguage(createLanguageNegotiation('ar')({ query, acceptLanguage }))).toBe(true)
      }),
    )
  })
})
