import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Entry } from '../../server/common/entry.ts'
import { formatPosition, type Position } from '../../server/common/position.ts'
import { startApp, type TestApp } from '../support/app.ts'
import { eventually } from '../support/eventually.ts'
import { addEntries, headerOf } from './requests.ts'

describe('an older page that others have just read', () => {
  let guestbook: TestApp
  let entries: Entry[]
  /** How many pages were read from the book. */
  let reads = 0
  beforeAll(async () => {
    guestbook = await startApp()
    entries = await addEntries(guestbook.app, 60)
    const { book } = guestbook
    const { page } = book
    book.page = (request) => {
      reads += 1
      return page.call(book, request)
    }
  })
  afterAll(() => guestbook?.[Symbol.asyncDispose]())

  const entryAt = (index: number) => (entries[index] as Entry).id
  const url = () => `/?before=${entryAt(50)}`

  async function countReads(address: string, times: number, headers: Record<string, string> = {}): Promise<number> {
    const before = reads
    for (let time = 0; time < times; time++) {
      expect((await guestbook.app.inject({ url: address, headers })).statusCode).toBe(200)
    }
    return reads - before
  }

  test('is read from the book for the first two readers, then not again', async () => {
    expect(await countReads(url(), 6)).toBe(2)
    expect(await countReads(url(), 2, { 'accept-language': 'de', 'accept-encoding': 'br' })).toBe(0)
    expect(await countReads(`/?after=${entryAt(10)}`, 6)).toBe(2)
    expect(await countReads(`/api/entries?before=${entryAt(50)}&limit=5`, 6)).toBe(2)
  })

  test('is the same page with the same tag', async () => {
    const [one, ...others] = await Promise.all([1, 2, 3, 4].map(() => guestbook.app.inject(url())))
    for (const other of others) {
      expect(other.body).toBe(one?.body)
      expect(headerOf(other, 'etag')).toBe(one && headerOf(one, 'etag'))
    }
    const unchanged = await guestbook.app.inject({ url: url(), headers: { 'if-none-match': `${one?.headers.etag}` } })
    expect(unchanged.statusCode).toBe(304)
  })

  test('is read for each reader while hardly anybody asks for the same', async () => {
    for (const { id } of entries.slice(21, 29)) expect(await countReads(`/?before=${id}`, 1)).toBe(1)
  })

  const author = 'the author'
  const changes: [string, () => Promise<unknown>, (body: string) => void][] = [
    ['a hidden entry', () => mark(45, { kind: 'hide' }), (body) => expect(body).not.toContain(`id="${entryAt(45)}"`)],
    ['an entry shown again', () => mark(45, { kind: 'show' }), (body) => expect(body).toContain(`id="${entryAt(45)}"`)],
    [
      'a reply',
      () => mark(44, { kind: 'reply', text: 'welcome back' }),
      (body) => expect(body).toContain('welcome back'),
    ],
    [
      'a pinned entry',
      () => mark(43, { kind: 'pin' }),
      (body) => expect(body).toContain('class="pinned"> pinned</small></a></p></li>'),
    ],
    [
      'a removed entry',
      () => guestbook.book.moderation.remove(entryAt(42), 'Anna'),
      (body) => expect(body).not.toContain(`id="${entryAt(42)}"`),
    ],
    ['a post', () => add('hello'), (body) => expect(body).toContain('data-total="60"')],
    [
      'a setting',
      () => guestbook.book.moderation.setSettings({ title: 'Our wedding' }, 'Anna'),
      (body) => expect(body).toContain('Our wedding'),
    ],
    [
      'a closed book',
      () => guestbook.book.moderation.setGate({ state: 'closed' }, 'Anna'),
      (body) => expect(body).not.toContain('<textarea'),
    ],
  ]

  test.each(changes)('follows %s', async (_what, act, check) => {
    await countReads(url(), 3)
    await act()
    await eventually('the page to follow', async () => check((await guestbook.app.inject(url())).body))
    // Kept anew.
    await countReads(url(), 2)
    expect(await countReads(url(), 1)).toBe(0)
    check((await guestbook.app.inject(url())).body)
  })

  test('is not shown to a visitor who has seen more', async () => {
    await guestbook.book.moderation.setGate({ state: 'open' }, 'Anna')
    await countReads(url(), 3)
    const position = await add('later')
    const { headers } = await guestbook.app.inject({
      url: url(),
      headers: { cookie: `guestbook-position=${formatPosition(position)}` },
    })
    expect(headers['guestbook-position']).toBe(formatPosition(position))
  })

  const mark = (index: number, how: Parameters<TestApp['book']['moderation']['mark']>[1]) =>
    guestbook.book.moderation.mark(entryAt(index), how, 'Anna')

  async function add(message: string): Promise<Position> {
    return (await guestbook.book.append({ name: 'Ada', message }, { screening: { author } })).position
  }
})
