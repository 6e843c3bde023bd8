import { describe, expect, test } from 'vitest'
import { LANGUAGES } from '../../server/common/languages.ts'
import { signIn } from '../admin/browser.ts'
import { headerOf } from '../http/requests.ts'
import { find, findAll } from '../pages/markup.ts'
import { startApp } from '../support/app.ts'
import { type Written, writeOldBook } from './old-book.ts'

const ENTRIES: readonly Written[] = [
  { at: '2026-06-01T21:30:00Z', name: 'Ada', message: 'The first' },
  { at: '2026-06-01T22:30:00Z', name: '', message: 'After midnight in Berlin' },
  { at: '2026-06-02T10:00:00Z', name: '旅の者', message: '静かな庭でした。' },
  { at: '2026-06-30T21:59:00Z', name: '<b>Eve</b>', message: 'The last <script>alert(1)</script>\nof June' },
  { at: '2026-07-01T08:00:00Z', name: 'Bob', message: 'In July' },
]

const FIRST = { title: 'Our <house>', timeZone: 'Europe/Berlin', ownerName: 'Anna' }

const messagesIn = (body: string) =>
  findAll(body, 'p')
    .filter(({ attributes }) => attributes.get('class')?.startsWith('message'))
    .map(({ text }) => text)

describe('the printed book', () => {
  test('has a cover, days as headings, and all entries, oldest first', async () => {
    await using old = await writeOldBook(ENTRIES, (book) => book.moderation.setSettings(FIRST, 'Anna'))
    await using guestbook = await startApp({ DATA_DIR: old.folder })
    const response = await (await signIn(guestbook)).get('/print')
    expect([response.statusCode, headerOf(response, 'content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    expect([headerOf(response, 'cache-control'), headerOf(response, 'x-robots-tag')]).toEqual(['no-store', 'noindex'])
    expect(headerOf(response, 'content-security-policy')).toContain("style-src 'self'")
    const { body } = response
    expect(find(body, 'h1').text).toBe('Our <house>')
    expect(find(body, 'p', { class: 'dates' }).text).toBe('June 1, 2026 – July 1, 2026')
    expect(findAll(body, 'h2').map(({ text }) => text)).toEqual([
      'June 1, 2026',
      'June 2, 2026',
      'June 30, 2026',
      'July 1, 2026',
    ])
    expect(messagesIn(body)).toEqual(ENTRIES.map(({ message }) => message))
    expect(body.indexOf('After midnight')).toBeGreaterThan(body.indexOf('<h2>June 2'))
    expect(find(body, 'p', { id: 'end' }).text).toBe('5 entries')
    expect(body).toContain('href="./assets/print-style-')
    expect(body).not.toMatch(/ style=|<script>|<b>Eve/)
  })

  test('says what the owner did: a reply, a mark; and in which language a guest wrote', async () => {
    await using old = await writeOldBook(ENTRIES.slice(0, 3), async (book) => {
      const { entries } = await book.page({ limit: 3 })
      await book.moderation.mark(entries[2]?.id ?? '', { kind: 'reply', text: 'Come again <soon>' }, 'Anna')
      await book.moderation.setSettings(FIRST, 'Anna')
    })
    await using guestbook = await startApp({ DATA_DIR: old.folder })
    const anna = await signIn(guestbook)
    await anna.post('/admin/sign', { message: 'From the house' })
    const { body } = await anna.get('/print')
    expect(find(body, 'p', { class: 'answer' }).text).toBe('Come again <soon>')
    expect(body).toContain('<bdi>Anna</bdi>&ensp;<time')
    expect(find(body, 'small', { class: 'owner' }).text).not.toBe('')
    expect(body).toContain('<p class="message" dir="auto" lang="ja">静かな庭でした。</p>')
    expect(body).toContain('<bdi lang="ja">旅の者</bdi>')
  })

  test('has what a guest drew by hand and answered', async () => {
    const drawn = { name: 'Ada', message: 'Hello', extra: '北京', signature: 'M7 7l1-1' }
    await using old = await writeOldBook([{ at: '2026-06-01T12:00:00Z', ...drawn }])
    await using guestbook = await startApp({ DATA_DIR: old.folder })
    const { body } = await (await signIn(guestbook)).get('/print')
    expect(body).toMatch(/<bdi class="extra" lang="[\w-]+">北京<\/bdi>/)
    expect(body.match(/<article>.*<svg aria-hidden="true" viewBox="[^"]+"><path [^>]*d="M/g)).toHaveLength(1)
  })

  test.each(LANGUAGES)('is set in the reader’s language (%s), and its form too', async (language) => {
    await using guestbook = await startApp()
    const { body } = await (await signIn(guestbook)).get('/print', { 'accept-language': language })
    expect(find(body, 'html').attributes.get('lang')).toBe(language)
    expect(find(body, 'html').attributes.get('dir')).toBe(language === 'ar' ? 'rtl' : 'ltr')
    expect(find(body, 'p', { id: 'end' }).text).not.toBe('')
    expect(findAll(body, 'input').map(({ attributes }) => attributes.get('name'))).toEqual(['from', 'to'])
    expect(find(body, 'button', { class: 'print' }).attributes.has('hidden')).toBe(true)
  })

  test.each<[query: string, expected: readonly number[], dates: string]>([
    ['?from=2026-06-02', [1, 2, 3, 4], 'June 2, 2026 – July 1, 2026'],
    ['?to=2026-06-01', [0], 'June 1, 2026'],
    ['?from=2026-06-02&to=2026-06-30', [1, 2, 3], 'June 2, 2026 – June 30, 2026'],
    ['?from=2026-06-30&to=2026-06-30', [3], 'June 30, 2026'],
    ['?from=&to=', [0, 1, 2, 3, 4], 'June 1, 2026 – July 1, 2026'],
    ['?from=1960-01-01&to=9998-12-31', [0, 1, 2, 3, 4], 'January 1, 1960 – December 31, 9998'],
    ['?from=2026-06-03&to=2026-06-29', [], 'June 3, 2026 – June 29, 2026'],
  ])('of the days %s in the book’s zone', async (query, expected, dates) => {
    await using old = await writeOldBook(ENTRIES, (book) => book.moderation.setSettings(FIRST, 'Anna'))
    await using guestbook = await startApp({ DATA_DIR: old.folder })
    const { statusCode, body } = await (await signIn(guestbook)).get(`/print${query}`)
    expect(statusCode).toBe(200)
    expect(messagesIn(body)).toEqual(expected.map((index) => ENTRIES[index]?.message))
    expect(find(body, 'p', { class: 'dates' }).text).toBe(dates)
    const said =
      expected.length === 0 ? 'There are no entries in this time.' : expected.length === 1 ? '1 entry' : undefined
    expect(find(body, 'p', { id: 'end' }).text).toBe(said ?? `${expected.length} entries`)
    const { searchParams } = new URL(query, 'http://localhost')
    const typed = findAll(body, 'input').map(({ attributes }) => attributes.get('value'))
    expect(typed).toEqual([searchParams.get('from') ?? '', searchParams.get('to') ?? ''])
  })

  test('is refused for what is no day or no span, and says what a day looks like', async () => {
    await using guestbook = await startApp({ SEED_MESSAGE: 'Hello' })
    const anna = await signIn(guestbook)
    const days = ['2026-02-31', '2026-6-1', '01.06.2026', 'x', '<script>', '2026-06-01T00:00', '9'.repeat(5000)]
    const queries = days.flatMap((day) => [`from=${encodeURIComponent(day)}`, `to=${encodeURIComponent(day)}`])
    for (const query of [...queries, 'from=2026-06-01&from=2026-06-02']) {
      const { statusCode, body } = await anna.get(`/print?${query}`)
      expect([query, statusCode]).toEqual([query, 400])
      expect(find(body, 'p', { role: 'alert' }).text).toBe('A date must look like 2026-03-31.')
      expect(body).not.toContain('Hello')
    }
    const { statusCode, body } = await anna.get('/print?from=2026-06-02&to=2026-06-01')
    expect([statusCode, find(body, 'p', { role: 'alert' }).text]).toEqual([400, 'The first day is after the last.'])
  })

  test('is for owners', async () => {
    await using guestbook = await startApp()
    const response = await guestbook.app.inject('/print')
    expect([response.statusCode, headerOf(response, 'location')]).toEqual([303, '/admin/enter'])
    const moderator = await signIn(guestbook, { role: 'moderator' })
    expect((await moderator.get('/print')).statusCode).toBe(403)
    await using without = await startApp({ ADMIN: 'off' })
    expect((await without.app.inject('/print')).statusCode).toBe(404)
  })

  test('is not read for a request that asks for the headers alone', async () => {
    await using guestbook = await startApp({ SEED_MESSAGE: 'Hello' })
    const { cookie } = await signIn(guestbook)
    const { page } = guestbook.book
    let reads = 0
    guestbook.book.page = (request) => {
      reads += 1
      return page.call(guestbook.book, request)
    }
    const response = await guestbook.app.inject({ method: 'HEAD', url: '/print', headers: { cookie } })
    expect([response.statusCode, response.body, reads]).toEqual([200, '', 0])
  })
})
