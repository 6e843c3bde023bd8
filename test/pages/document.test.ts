import { describe, expect, test } from 'vitest'
import { LANGUAGES } from '../../server/common/languages.ts'
import type { BookView } from '../../server/pages/book-view.ts'
import { contextsOf } from '../../server/pages/page-context.ts'
import { createPages } from '../../server/pages/pages.ts'
import type { BookSettings } from '../../server/settings/book-settings.ts'
import { draft } from '../support/entry.ts'
import { find, findAll, tags } from './markup.ts'
import { ASSETS, bookView, ERROR_STATUSES, NOTICES, PROBLEMS } from './samples.ts'

function page(settings: BookSettings = {}): string {
  return createPages(contextsOf({ current: settings }, ASSETS)).book(bookView(), 'en')
}

/** Pages in every state there is. */
const STATES = [
  bookView(),
  bookView({ entries: [] }),
  bookView({ page: { before: '7-0' }, next: '6-0' }),
  ...NOTICES.map((notice) => bookView({ notice })),
]

describe('a document', () => {
  test('links its style, its icon and the feed, and loads its script as a module', () => {
    expect(find(page(), 'link', { rel: 'stylesheet' }).attributes.get('href')).toBe(ASSETS.style)
    expect(find(page(), 'link', { rel: 'icon' }).attributes.get('href')).toBe(ASSETS.icon)
    expect(find(page(), 'link', { type: 'application/atom+xml' }).attributes.get('href')).toBe('/feed.atom')
    expect(find(page(), 'script').attributes.get('type')).toBe('module')
    expect(find(page(), 'script').attributes.get('src')).toBe(ASSETS.script)
  })

  test('has no script if none was built', () => {
    const { script: _, ...assets } = ASSETS
    expect(findAll(createPages(contextsOf({ current: {} }, assets)).book(bookView(), 'en'), 'script')).toEqual([])
  })

  test("has the owner's title and introduction", () => {
    const owned = page({ title: 'Mira & Tom', intro: 'Thank you\nfor being here' })
    expect(find(owned, 'title').text).toBe('Mira & Tom')
    expect(find(owned, 'h1').text).toBe('Mira & Tom')
    expect(find(owned, 'p', { class: 'intro' }).text).toBe('Thank you\nfor being here')
    expect(find(owned, 'meta', { name: 'description' }).attributes.get('content')).toBe('Thank you\nfor being here')
    expect(find(owned, 'meta', { property: 'og:title' }).attributes.get('content')).toBe('Mira & Tom')
  })

  test('has no absolute address without a public URL', () => {
    const addresses = tags(page())
      .flatMap(({ attributes }) => [...attributes.values()])
      .filter((it) => /^(https?:)?\/\//.test(it))
    expect(addresses).toEqual([])
  })

  const published = (view: Partial<BookView>) =>
    createPages(contextsOf({ current: { publicUrl: 'https://book.example' } }, ASSETS)).book(bookView(view), 'de')
  const robots = (document: string) =>
    findAll(document, 'meta', { name: 'robots' }).map(({ attributes }) => attributes.get('content'))
  test.each([
    [undefined, 'https://book.example/'],
    ['7-0', 'https://book.example/?before=7-0'],
  ])('with a public address says under which it is shared (before %s)', (before, address) => {
    expect(find(published({ page: { before } }), 'meta', { property: 'og:url' }).attributes.get('content')).toBe(
      address,
    )
  })

  test.each([['/'], ['/?before=7-0']])('gives search engines the canonical address: %s', (indexedPath) => {
    const document = published({ indexedPath })
    expect(find(document, 'link', { rel: 'canonical' }).attributes.get('href')).toBe(
      `https://book.example${indexedPath}`,
    )
    expect(robots(document)).toEqual([])
  })

  test('names no address for another language, since none has one of its own', () => {
    expect(published({ indexedPath: '/' })).not.toMatch(/<link[^>]* hreflang/)
  })

  test.each<[what: string, view: Partial<BookView>]>([
    ['that they should not know', { indexedPath: undefined }],
    ['past the oldest entry', { page: { before: '7-0' }, indexedPath: '/?before=7-0', entries: [] }],
  ])('a page %s is not for search engines', (_, view) => {
    const document = published(view)
    expect(robots(document)).toEqual(['noindex'])
    expect(findAll(document, 'link', { rel: 'canonical' })).toEqual([])
  })

  test('no page is, where the owner wants none there, and all can be shared', () => {
    const settings = { publicUrl: 'https://book.example', noindex: true }
    const pages = createPages(contextsOf({ current: settings }, ASSETS))
    for (const indexedPath of ['/', '/?before=7-0', undefined]) {
      const document = pages.book(bookView({ indexedPath }), 'en')
      expect(robots(document)).toEqual(['noindex, nofollow'])
      expect(findAll(document, 'link', { rel: 'canonical' })).toEqual([])
      expect(findAll(document, 'meta', { property: 'og:title' })).toHaveLength(1)
    }
    expect(robots(pages.error({ status: 404, requestId: 'r' }, 'en'))).toEqual(['noindex, nofollow'])
  })
})

describe.each(LANGUAGES)('every page in %s', (language) => {
  const pages = createPages(contextsOf({ current: {} }, ASSETS))
  const documents = [
    ...STATES.map((view) => pages.book(view, language)),
    ...PROBLEMS.map((problem) =>
      pages.form({ typed: draft({ name: 'Ada', message: 'Hello' }), problems: [problem] }, language),
    ),
    ...ERROR_STATUSES.map((status) => pages.error({ status, requestId: 'r' }, language)),
  ]

  test('has one main heading, one main part and each id once', () => {
    for (const document of documents) {
      expect([findAll(document, 'h1').length, findAll(document, 'main').length]).toEqual([1, 1])
      const ids = tags(document).flatMap(({ attributes }) => attributes.get('id') ?? [])
      expect(new Set(ids).size).toBe(ids.length)
    }
  })

  test('closes all its elements', () => {
    const isVoid = new Set(['!doctype', 'meta', 'link', 'input'])
    for (const document of documents) {
      const open: string[] = []
      for (const { name } of tags(document)) {
        if (name.startsWith('/')) expect(open.pop()).toBe(name.slice(1))
        else if (!isVoid.has(name)) open.push(name)
      }
      expect(open).toEqual([])
    }
  })

  test('has nothing inline that a strict Content-Security-Policy would block', () => {
    for (const tag of documents.flatMap(tags)) {
      expect(['style', 'iframe', 'object']).not.toContain(tag.name)
      expect([...tag.attributes.keys()].filter((key) => key === 'style' || key.startsWith('on'))).toEqual([])
      if (tag.name === 'script') expect(tag.text).toBe('')
    }
  })

  test('focuses at most one element, and describes fields by existing elements', () => {
    for (const document of documents) {
      expect(tags(document).filter(({ attributes }) => attributes.has('autofocus')).length).toBeLessThanOrEqual(1)
      for (const { attributes } of tags(document)) {
        const id = attributes.get('aria-describedby') ?? attributes.get('aria-labelledby')
        if (id !== undefined) expect(tags(document).some((tag) => tag.attributes.get('id') === id)).toBe(true)
      }
    }
  })

  test('is the same for the same view', () => {
    const again = createPages(contextsOf({ current: {} }, ASSETS))
    expect(STATES.map((view) => again.book(view, language))).toEqual(documents.slice(0, STATES.length))
  })

  test('does not show undefined, null, NaN or an object', () => {
    for (const document of documents) expect(document).not.toMatch(/undefined|\bnull\b|NaN|\[object/)
  })
})
