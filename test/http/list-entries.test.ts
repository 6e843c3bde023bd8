import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Entry } from '../../server/common/entry.ts'
import { startApp, type TestApp } from '../support/app.ts'
import { addEntries, cookieOf, headerOf, POSITION, readEntries } from './requests.ts'

let guestbook: TestApp
beforeAll(async () => {
  guestbook = await startApp()
})
afterAll(() => guestbook?.[Symbol.asyncDispose]())

describe('GET /api/entries', () => {
  test('pages through the book, newest first, without gap or duplicate', async () => {
    const added = await addEntries(guestbook.app, 25)
    const newest = await guestbook.app.inject('/api/entries')
    const page = newest.json()
    expect(page.entries).toHaveLength(20)
    expect(page.entries.map(({ message }: { message: string }) => message)).toEqual(
      added
        .slice(5)
        .map(({ message }) => message)
        .toReversed(),
    )
    expect(page.next).toBe(page.entries.at(-1).id)
    const ids: string[] = []
    for (let next: string | null | undefined; next !== null; ) {
      const response = await guestbook.app.inject(`/api/entries?limit=7${next ? `&before=${next}` : ''}`)
      const body = response.json()
      expect(body.total).toBe(page.total)
      ids.push(...body.entries.map(({ id }: { id: string }) => id))
      next = body.next
    }
    expect(ids).toHaveLength(page.total)
    expect(new Set(ids).size).toBe(page.total)
  })

  test('is private, tagged, and not sent again to a client that has it', async () => {
    const first = await guestbook.app.inject('/api/entries')
    expect(first.headers).toMatchObject({
      'cache-control': 'private, no-cache',
      'content-type': 'application/json; charset=utf-8',
      'guestbook-position': expect.stringMatching(POSITION),
    })
    const headers = { 'if-none-match': headerOf(first, 'etag') }
    const second = await guestbook.app.inject({ url: '/api/entries', headers: headers as Record<string, string> })
    expect(second).toMatchObject({ statusCode: 304, body: '' })
    expect(headerOf(second, 'guestbook-position')).toBe(headerOf(first, 'guestbook-position'))
    expect(cookieOf(first, 'guestbook-position')).toBeUndefined()
  })

  test.each([
    ['limit=0', /"limit" must be a whole number from 1 to 100/],
    ['limit=-1', /"limit" must be/],
    ['limit=101', /"limit" must be/],
    ['limit=x', /"limit" must be/],
    ['limit=', /"limit" must be/],
    ['limit=1.5', /"limit" must be/],
    ['limit=1e999', /"limit" must be/],
    ['limit=1e1', /"limit" must be/],
    ['limit=0x10', /"limit" must be/],
    ['limit=%205', /"limit" must be/],
    ['limit=%2B5', /"limit" must be/],
    ['limit=010', /"limit" must be/],
    ['limit=true', /"limit" must be/],
    ['limit=5&limit=6', /"limit" must be/],
    ['before=', /"before" must be the id of an entry/],
    ['before=x', /"before" must be/],
    ['before=1', /"before" must be/],
    ['before=1-2-3', /"before" must be/],
    ['before=-1-0', /"before" must be/],
    ['before=01-0', /"before" must be/],
    ['before=18446744073709551616-0', /"before" must be/],
    ['before=1-0&before=2-0', /"before" must be/],
    ['before=1-0%00', /"before" must be/],
    ['before=%2b', /"before" must be/],
    ['before=(1-0', /"before" must be/],
  ])('%s is refused', async (query, says) => {
    const response = await guestbook.app.inject(`/api/entries?${query}`)
    expect(response.statusCode).toBe(400)
    expect(headerOf(response, 'content-type')).toMatch(/^application\/problem\+json/)
    expect(response.json().detail).toMatch(says)
    expect(headerOf(response, 'guestbook-position')).toMatch(POSITION)
  })

  test.each(['utm_source=x', '__proto__=x', 'constructor[prototype]=x'])(
    'a parameter of no meaning: %s',
    async (query) => {
      expect((await guestbook.app.inject(`/api/entries?${query}`)).statusCode).toBe(200)
    },
  )

  test('the greatest cursor that there is gives the newest page, the least an empty one', async () => {
    const greatest = '18446744073709551615-18446744073709551615'
    expect(await readEntries(guestbook.app, `?before=${greatest}`)).toEqual(await readEntries(guestbook.app))
    expect(await readEntries(guestbook.app, '?before=0-0')).toEqual([])
    expect(await readEntries(guestbook.app, '?before=0-1')).toEqual([])
  })
})

test('a page of entries that are long beyond measure ends early, and the next one goes on', async () => {
  await using long = await startApp()
  // As an earlier version took them.
  const message = `q${'\u0301'.repeat(9)}`.repeat(1000)
  for (let number = 0; number < 45; number++) await long.book.append({ name: `${number}`, message })
  const names: string[] = []
  const sizes: number[] = []
  const bytes: number[] = []
  for (let next: string | null = ''; next !== null; ) {
    const response = await long.app.inject(`/api/entries?limit=100${next && `&before=${next}`}`)
    const page: { entries: Entry[]; next: string | null } = response.json()
    bytes.push(response.rawPayload.length)
    names.push(...page.entries.map(({ name }) => name))
    sizes.push(page.entries.length)
    next = page.next
  }
  expect(names).toEqual(Array.from({ length: 45 }, (_, index) => `${44 - index}`))
  expect(Math.max(...bytes)).toBeLessThan(100_000)
  expect(sizes.every((size) => size > 0)).toBe(true)
})
