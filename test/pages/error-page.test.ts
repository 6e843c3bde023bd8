import { describe, expect, test } from 'vitest'
import { LANGUAGES } from '../../server/common/languages.ts'
import { CATALOGUES } from '../../server/languages/catalogues.ts'
import { contextsOf } from '../../server/pages/page-context.ts'
import { createPages } from '../../server/pages/pages.ts'
import { find } from './markup.ts'
import { ASSETS, ERROR_STATUSES } from './samples.ts'

const pages = createPages(contextsOf({ current: { title: 'Mira & Tom' } }, ASSETS))

describe.each(LANGUAGES)('in %s', (language) => {
  test.each(ERROR_STATUSES)('an error %i is explained, with a link to the book', (status) => {
    const page = pages.error({ status, requestId: 'req-7' }, language)
    const words = CATALOGUES[language].errors[status]
    expect(find(page, 'h1').text).toBe(words.title)
    expect(find(page, 'p', { class: 'intro' }).text).toBe(words.text)
    expect(find(page, 'title').text).toBe(`${words.title} – Mira & Tom`)
    expect(find(page, 'a', { href: '/' }).text).toBe(CATALOGUES[language].back)
  })
})

test.each(ERROR_STATUSES)("an error %i gives the request's id if the fault is the server's", (status) => {
  expect(pages.error({ status, requestId: 'req-7' }, 'en').includes('req-7')).toBe(status >= 500)
})

test.each([
  [418, 400],
  [422, 400],
  [502, 500],
  [599, 500],
] as const)('an error %i, which has no words of its own, is told like %i', (status, known) => {
  expect(find(pages.error({ status, requestId: 'r' }, 'en'), 'h1').text).toBe(CATALOGUES.en.errors[known].title)
})

test('an error is not for search engines', () => {
  const page = pages.error({ status: 404, requestId: 'r' }, 'en')
  expect(find(page, 'meta', { name: 'robots' }).attributes.get('content')).toBe('noindex')
  expect(page).not.toContain('og:title')
})

test('whoever looked for the book at another address is led to the public one', () => {
  const settings = { publicUrl: 'https://book.example' }
  const page = createPages(contextsOf({ current: settings }, ASSETS)).error({ status: 421, requestId: 'r' }, 'en')
  expect(find(page, 'a').attributes.get('href')).toBe('https://book.example/')
  expect(find(page, 'a').text).toBe('https://book.example')
})
