import type { LightMyRequestResponse } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { find, findAll } from '../pages/markup.ts'
import { startApp, type TestApp } from '../support/app.ts'
import { headerOf } from './requests.ts'

const ORIGIN = 'https://book.example'
const ENTRIES = 100

/** What a search engine gets from a book: it begins with the first page and follows every link that it is not asked to pass over. */
async function crawl({ app }: TestApp): Promise<Map<string, string>> {
  const fetched = new Map<string, string>()
  const waiting = ['/']
  for (const path of waiting) {
    if (fetched.has(path)) continue
    const response = await app.inject(ORIGIN + path)
    fetched.set(path, response.body)
    if (isNofollow(response)) continue
    for (const { attributes } of findAll(response.body, 'a')) {
      const url = new URL(attributes.get('href') ?? '', ORIGIN)
      const isPage = url.origin === ORIGIN && url.pathname === '/'
      if (isPage && attributes.get('rel') !== 'nofollow') waiting.push(url.pathname + url.search)
    }
  }
  return fetched
}

const robotsOf = (body: string) =>
  findAll(body, 'meta', { name: 'robots' }).map(({ attributes }) => attributes.get('content'))
const isNofollow = ({ body, headers }: LightMyRequestResponse) =>
  /nofollow/.test(`${robotsOf(body)} ${headers['x-robots-tag']}`)
const idsOf = (body: string) =>
  findAll(body, 'li')
    .map(({ attributes }) => attributes.get('id') ?? '')
    .filter((id) => id !== '')

describe('a search engine', () => {
  let guestbook: TestApp
  let pages: Map<string, string>
  let ids: string[]
  beforeAll(async () => {
    guestbook = await startApp({ PUBLIC_URL: ORIGIN })
    ids = await addEntriesTo(guestbook)
    pages = await crawl(guestbook)
  })
  afterAll(() => guestbook?.[Symbol.asyncDispose]())

  test('fetches one page for every twenty entries', () => {
    expect([...pages.keys()].filter((path) => path.startsWith('/?before='))).toHaveLength(ENTRIES / 20 - 1)
    expect(pages.size).toBe(ENTRIES / 20)
  })

  test('may list all of them, under their own addresses, and finds every entry there', () => {
    for (const [path, body] of pages) {
      expect([path, robotsOf(body)]).toEqual([path, []])
      expect(find(body, 'link', { rel: 'canonical' }).attributes.get('href')).toBe(ORIGIN + path)
    }
    expect(new Set([...pages.values()].flatMap(idsOf))).toEqual(new Set(ids))
  })

  test.each([
    ['the address of an entry', (id: string) => `/?entry=${id}`],
    ['the entries after another', (id: string) => `/?after=${id}`],
    ['a page past the oldest entry', () => '/?before=1-0'],
    ['an address where nothing is', () => '/nothing'],
  ])('may not list %s', async (_, pathOf) => {
    const response = await guestbook.app.inject(ORIGIN + pathOf(ids[50] ?? ''))
    expect(robotsOf(response.body)).toEqual(['noindex'])
    expect(findAll(response.body, 'link', { rel: 'canonical' })).toEqual([])
  })

  test('finds what is in the query for nothing under the address that it belongs to', async () => {
    const { body } = await guestbook.app.inject(`${ORIGIN}/?utm_source=x&lang=xx`)
    expect(find(body, 'link', { rel: 'canonical' }).attributes.get('href')).toBe(`${ORIGIN}/`)
  })

  test.each(['/api/entries', '/feed.atom', '/openapi.json', '/livez', '/readyz', '/robots.txt', '/api/nothing'])(
    'may not list %s',
    async (path) => {
      expect(headerOf(await guestbook.app.inject(ORIGIN + path), 'x-robots-tag')).toBe('noindex')
    },
  )

  test('may list the page and show its icon', async () => {
    const response = await guestbook.app.inject(`${ORIGIN}/`)
    const icon = find(response.body, 'link', { rel: 'icon' }).attributes.get('href') ?? ''
    expect(headerOf(response, 'x-robots-tag')).toBeUndefined()
    expect(headerOf(await guestbook.app.inject(ORIGIN + icon), 'x-robots-tag')).toBeUndefined()
  })
})

describe('the address of an entry', () => {
  let guestbook: TestApp
  let ids: string[]
  beforeAll(async () => {
    guestbook = await startApp()
    ids = await addEntriesTo(guestbook)
  })
  afterAll(() => guestbook?.[Symbol.asyncDispose]())

  test('begins with it, wherever it stands', async () => {
    for (const index of [0, 1, 50, 98, 99]) {
      const { body } = await guestbook.app.inject(`/?entry=${ids[index]}`)
      expect(idsOf(body)[0]).toBe(ids[index])
    }
  })

  test.each([
    ['/?entry=', 400],
    ['/?entry=x', 400],
    ['/?entry=1-0&entry=2-0', 400],
    ['/?entry=0-0', 200],
    ['/?entry=18446744073709551615-18446744073709551615', 200],
    ['/?entry=1-18446744073709551615', 200],
  ])('%s: %d', async (url, status) => {
    expect((await guestbook.app.inject(url)).statusCode).toBe(status)
  })
})

describe('with NOINDEX', () => {
  let guestbook: TestApp
  beforeAll(async () => {
    guestbook = await startApp({ NOINDEX: '1', PUBLIC_URL: ORIGIN })
    await addEntriesTo(guestbook)
  })
  afterAll(() => guestbook?.[Symbol.asyncDispose]())

  test('every answer says that it is not to be listed', async () => {
    const style = find((await guestbook.app.inject(`${ORIGIN}/`)).body, 'link', { rel: 'stylesheet' })
    const file = style.attributes.get('href') ?? ''
    for (const path of ['/', '/?lang=de', '/?before=5-0', '/api/entries', '/feed.atom', '/nothing', '/livez', file]) {
      const response = await guestbook.app.inject(ORIGIN + path)
      expect([path, headerOf(response, 'x-robots-tag')]).toEqual([path, 'noindex, nofollow'])
    }
  })

  test('and may be fetched, since it would not be heard otherwise', async () => {
    expect((await guestbook.app.inject(`${ORIGIN}/robots.txt`)).body).toBe('User-agent: *\nDisallow:\n')
  })

  test('nothing is fetched but the first page', async () => {
    expect([...(await crawl(guestbook)).keys()]).toEqual(['/'])
  })
})

/** Fills a book; resolves to the ids of its entries, oldest first. */
async function addEntriesTo({ book }: TestApp): Promise<string[]> {
  const ids: string[] = []
  for (let number = 0; number < ENTRIES; number++) {
    ids.push((await book.append({ name: 'Ada', message: `message ${number}` })).entry.id)
  }
  return ids
}
