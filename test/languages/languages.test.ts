import { describe, expect, test } from 'vitest'
import { direction, isLanguage, LANGUAGE_NAMES, LANGUAGES } from '../../server/common/languages.ts'

describe.each(LANGUAGES)('%s', (language) => {
  test('is a canonical BCP 47 tag', () => {
    expect(Intl.getCanonicalLocales(language)).toEqual([language])
  })

  test('has its own name for itself', () => {
    const name = new Intl.DisplayNames(language, { type: 'language' }).of(language) ?? ''
    expect(LANGUAGE_NAMES[language].toLocaleLowerCase(language)).toBe(
      { 'zh-Hans': '简体中文', 'zh-Hant': '繁體中文' }[language as string] ?? name.toLocaleLowerCase(language),
    )
  })

  test('has the direction of its script', () => {
    const script = new Intl.Locale(language).maximize().script
    expect(direction(language)).toBe(script === 'Arab' ? 'rtl' : 'ltr')
  })
})

test.each(['EN', 'zh', 'zh-hans', 'en-US', '', ' en', 'toString', undefined])(
  '%j is not the tag of a language',
  (text) => {
    expect(isLanguage(text)).toBe(false)
  },
)

test.each(LANGUAGES)('%j is', (text) => {
  expect(isLanguage(text)).toBe(true)
})
