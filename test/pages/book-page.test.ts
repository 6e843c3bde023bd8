import { describe, expect, test } from 'vitest'
import { LANGUAGE_NAMES, LANGUAGES } from '../../server/common/languages.ts'
import { CATALOGUES } from '../../server/languages/catalogues.ts'
import { contextsOf } from '../../server/pages/page-context.ts'
import { createPages } from '../../server/pages/pages.ts'
import { find, findAll, tags } from './markup.ts'
import { ASSETS, bookView, entry, NOTICES } from './samples.ts'

const pages = createPages(contextsOf({ current: {} }, ASSETS))
const READ_ONLY = CATALOGUES.en.notices.readOnly

describe('the entries', () => {
  test('are in the order of the view, below the total', () => {
    const entries = ['9-0', '8-0', '7-0'].map((id) => entry({ id }))
    const page = pages.book(bookView({ entries, total: 1284 }), 'en')
    expect(find(page, 'h2').text).toBe('1,284 entries')
    const items = findAll(page, 'li').filter(({ attributes }) => attributes.has('id'))
    expect(items.map(({ attributes }) => attributes.get('id'))).toEqual(['9-0', '8-0', '7-0'])
  })

  test('are followed by a link to older ones, if there are any', () => {
    const page = pages.book(bookView({ next: '7-0' }), 'en')
    expect(find(page, 'a', { rel: 'next' }).attributes.get('href')).toBe('/?before=7-0#entries')
    expect(find(page, 'h2').attributes.get('id')).toBe('entries')
    expect(findAll(pages.book(bookView(), 'en'), 'a', { rel: 'next' })).toEqual([])
  })

  test('of an older page are followed by a link to the newest', () => {
    const page = pages.book(bookView({ page: { before: '7-0' } }), 'en')
    expect(find(page, 'a', { rel: 'prev' }).attributes.get('href')).toBe('/')
    expect(find(page, 'title').text).toBe('Older entries – Guestbook')
    expect(findAll(pages.book(bookView(), 'en'), 'a', { rel: 'prev' })).toEqual([])
  })

  test('are an empty list, without white space, if there are none', () => {
    const page = pages.book(bookView({ entries: [] }), 'en')
    expect(page).toMatch(/<ul class="entries" [^>]*><\/ul>\n<p class="empty">The first page is still blank/)
  })

  test('past the oldest look different from an empty book', () => {
    const page = pages.book(bookView({ entries: [], total: 3, page: { before: '0-1' } }), 'en')
    expect(find(page, 'p', { class: 'empty' }).text).toBe('There is nothing older than this.')
  })

  test('have their position, if it is known', () => {
    const position = { generation: 'g', entries: '9-0', changes: '0-0' }
    const list = find(pages.book(bookView({ position, total: 7 }), 'en'), 'ul').attributes
    expect(list.get('data-position')).toBe('9-0.0-0.g')
    expect(list.get('data-total')).toBe('7')
    expect(find(pages.book(bookView(), 'en'), 'ul').attributes.has('data-position')).toBe(false)
  })
})

describe('pinned entries', () => {
  const old = { ...entry({ id: '1-0', message: 'long ago' }), pinned: true } as const
  const recent = { ...entry({ id: '8-0', message: 'lately' }), pinned: true } as const
  const entries = [entry({ id: '9-0' }), recent]

  test.each(LANGUAGES)('stand in a list of their own above the others, and in their place, in %s', (language) => {
    const page = pages.book(bookView({ entries, pinned: [recent, old], total: 9 }), language)
    const [top = '', below = ''] = page.split('<ul class="entries"')
    expect(find(top, 'h3').text).toBe(CATALOGUES[language].pinned)
    expect(findAll(top, 'li').map(({ attributes }) => attributes.get('data-id'))).toEqual([undefined, '8-0', '1-0'])
    expect(top).toContain('href="/entry/1-0"')
    // The heading says it for all of them.
    expect(top).not.toContain('<small class="pinned">')
    expect(below.split('data-item')[0]).not.toContain('long ago')
    expect(below).toContain('<li id="8-0">')
    expect(below).toContain(`<small class="pinned"> ${CATALOGUES[language].pinned}</small>`)
    const ids = tags(page).flatMap(({ attributes }) => attributes.get('id') ?? [])
    expect(new Set(ids).size).toBe(ids.length)
  })

  test('have no list if there are none', () => {
    expect(pages.book(bookView({ entries: [entry()], pinned: [] }), 'en')).not.toContain('class="pins"')
  })
})

describe('a notice', () => {
  test.each(LANGUAGES)('is written in %s', (language) => {
    for (const notice of NOTICES) {
      const [told, ...others] = findAll(pages.book(bookView({ notice }), language), 'p').filter(({ attributes }) =>
        attributes.get('class')?.includes('notice'),
      )
      expect(told?.text.length).toBeGreaterThan(10)
      expect(others).toEqual([])
    }
    expect(pages.book(bookView(), language)).not.toContain('class="notice"')
  })

  test('that the book is read-only is in the form', () => {
    const page = pages.book(bookView({ notice: { kind: 'read-only' } }), 'en')
    expect(page.slice(page.indexOf('<form'), page.indexOf('</form>'))).toContain(READ_ONLY.slice(0, 40))
  })

  test('that the page is from memory says from which time', () => {
    const page = pages.book(bookView({ notice: { kind: 'from-memory', since: '2026-03-09T15:04:05.000Z' } }), 'de')
    expect(find(page, 'p', { class: 'notice' }).text).toContain('9. März 2026 um 15:04 UTC')
  })
})

describe('the language', () => {
  test.each(LANGUAGES)('is declared, and marked in the list of languages: %s', (language) => {
    const page = pages.book(bookView(), language)
    const document = find(page, 'html').attributes
    expect(document.get('lang')).toBe(language)
    expect(document.get('dir')).toBe(language === 'ar' ? 'rtl' : 'ltr')
    const links = tags(page).filter(({ name, attributes }) => name === 'a' && attributes.has('lang'))
    expect(links.map(({ text }) => text.trim())).toEqual(LANGUAGES.map((tag) => LANGUAGE_NAMES[tag]))
    const current = links.filter(({ attributes }) => attributes.has('aria-current'))
    expect(current.map(({ attributes }) => attributes.get('lang'))).toEqual([language])
  })

  test('can be changed without losing the page', () => {
    const page = pages.book(bookView({ page: { before: '7-0' } }), 'en')
    expect(find(page, 'a', { lang: 'ja' }).attributes.get('href')).toBe('/?before=7-0&lang=ja')
  })

  test.each(LANGUAGES)('of the page’s own text is %s', (language) => {
    const words = CATALOGUES[language]
    const page = pages.book(bookView({ page: { before: '7-0' }, next: '6-0' }), language)
    const texts = tags(page).map(({ text }) => text.trim())
    expect(texts).toEqual(
      expect.arrayContaining([words.title, words.intro, words.form.message, words.form.name, words.form.submit]),
    )
    expect(texts).toEqual(expect.arrayContaining([words.older, words.newest, words.feed]))
  })

  test.each(LANGUAGES)('of the script comes with the page: %s', (language) => {
    const text = find(pages.book(bookView(), language), 'body').attributes.get('data-text') ?? ''
    expect(JSON.parse(text)).toEqual(CATALOGUES[language].script)
  })
})
