import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { find, findAll } from '../pages/markup.ts'
import { startApp, type TestApp } from '../support/app.ts'
import { headerOf } from './requests.ts'

describe('the wall', () => {
  let guestbook: TestApp
  beforeAll(async () => {
    guestbook = await startApp({ PUBLIC_URL: 'https://guests.example.org/book', BOOK_TITLE: 'Mira & Tom' })
  })
  afterAll(() => guestbook?.[Symbol.asyncDispose]())
  beforeEach(() => guestbook.book.moderation.setSettings({ wallDelay: '0', wallSeconds: undefined }, 'test'))

  const ask = (url = '/wall', headers: Record<string, string> = {}) =>
    guestbook.app.inject({ url, headers: { host: 'guests.example.org', ...headers } })
  const messageOn = (body: string) => findAll(body, 'p', { class: 'message' }).map(({ text }) => text)
  const refreshOf = (body: string) => {
    const content = find(body, 'meta', { 'http-equiv': 'refresh' }).attributes.get('content') ?? ''
    const [, seconds, address = ''] = /^(\d+); url=(.*)$/.exec(content) ?? []
    return { seconds: Number(seconds), url: new URL(address, 'http://book.test/wall') }
  }
  const add = async (message: string, name = '') => {
    const { entry } = await guestbook.book.append({ name, message })
    await expect.poll(() => guestbook.feed.state?.entries[0]?.id).toBe(entry.id)
    return entry
  }

  test('of an empty book invites to begin', async () => {
    const { body, statusCode } = await ask()
    expect(statusCode).toBe(200)
    expect(messageOn(body)).toEqual([])
    expect(find(body, 'p', { class: 'empty' }).text).toContain('The first page is still blank')
  })

  test('shows the newest entry with the title, the number of entries, the code and the short address', async () => {
    await add('<b>Hello</b>', 'Ada')
    const { body } = await ask()
    expect(messageOn(body)).toEqual(['<b>Hello</b>'])
    expect(body).toContain('<bdi>Ada</bdi>')
    expect(find(body, 'h1').text).toBe('Mira & Tom')
    expect(find(body, 'p', { class: 'count' }).text).toBe('1 entry')
    expect(find(body, 'p', { class: 'address' }).text).toBe('guests.example.org/book')
    expect(body).toContain('aria-label="The address of this book as a QR code"')
  })

  test('is for no search engine, sets no cookie, and is kept nowhere', async () => {
    const { body, headers } = await ask('/wall?lang=de', { 'accept-language': 'fr', cookie: 'x=1' })
    expect(headers['set-cookie']).toBeUndefined()
    expect([headers['cache-control'], headers['x-robots-tag']]).toEqual(['no-store', 'noindex, nofollow'])
    expect(find(body, 'meta', { name: 'robots' }).attributes.get('content')).toBe('noindex, nofollow')
    expect(headers['content-security-policy']).toBe((await ask('/')).headers['content-security-policy'])
    expect(body).not.toMatch(/ style=|<style|<script>/)
  })

  test.each([
    ['/wall', 'en'],
    ['/wall?lang=ar', 'ar'],
    ['/wall?lang=zh-Hant', 'zh-Hant'],
    ['/wall?lang=xx', 'en'],
    ['/wall?lang=de&lang=fr', 'en'],
  ])('%s is in %s, whatever the language of the machine', async (url, language) => {
    const { body } = await ask(url, { 'accept-language': 'pl', 'guestbook-language': 'pl' })
    expect(find(body, 'html').attributes.get('lang')).toBe(language)
    expect(find(body, 'html').attributes.get('dir')).toBe(language === 'ar' ? 'rtl' : 'ltr')
    expect(refreshOf(body).url.searchParams.get('lang')).toBe(
      url.includes('=ar') ? 'ar' : url.includes('Hant') ? language : null,
    )
  })

  test('answers HEAD, and no other method', async () => {
    const head = await guestbook.app.inject({ method: 'HEAD', url: '/wall', headers: { host: 'guests.example.org' } })
    expect([head.statusCode, head.body]).toEqual([200, ''])
    const post = await guestbook.app.inject({ method: 'POST', url: '/wall', headers: { host: 'guests.example.org' } })
    expect([post.statusCode, headerOf(post, 'allow')]).toEqual([405, 'GET, HEAD'])
  })

  test('without a script, loads itself again every 20 seconds and shows another entry each time', async () => {
    await add('second')
    await add('third')
    const texts: (string | undefined)[] = []
    let url = '/wall'
    for (let turn = 0; turn < 3; turn++) {
      const { body } = await ask(url)
      texts.push(messageOn(body)[0])
      const refresh = refreshOf(body)
      expect(refresh.seconds).toBe(20)
      url = `/wall${refresh.url.search}`
      if (turn === 0) await add('new meanwhile')
    }
    expect(texts).toEqual(['third', 'new meanwhile', 'second'])
  })

  test.each([
    '/wall?after=x&newest=&show=1&part=-1',
    '/wall?after=9-9&after=1-0',
    '/wall?%ff',
    '/wall?part=5&show=0-0',
  ])('%s, which makes no sense, begins anew', async (url) => {
    const { statusCode, body } = await ask(url)
    expect([statusCode, messageOn(body).length]).toEqual([200, 1])
  })

  test('does not show what is hidden, or what has not waited', async () => {
    const entry = await add('to be hidden')
    expect(messageOn((await ask()).body)).toEqual(['to be hidden'])
    await guestbook.book.moderation.mark(entry.id, { kind: 'hide' }, 'test')
    await expect.poll(async () => messageOn((await ask()).body)).not.toEqual(['to be hidden'])
    await guestbook.book.moderation.setSettings({ wallDelay: '600' }, 'test')
    await expect.poll(async () => messageOn((await ask()).body)).toEqual([])
  })

  test('tells its script the owner’s times, and not to wait where each entry is read first', async () => {
    const times = async () => JSON.parse(find((await ask()).body, 'body').attributes.get('data-times') ?? '')
    await guestbook.book.moderation.setSettings({ wallDelay: undefined, wallSeconds: '12' }, 'test')
    await expect.poll(times).toEqual({ delay: 10, seconds: 12 })
    await guestbook.book.moderation.setGate({ state: 'hold' }, 'test')
    await expect.poll(times).toEqual({ delay: 0, seconds: 12 })
    await guestbook.book.moderation.setGate({ state: 'open' }, 'test')
  })

  test('has the title and the look that the owner chose', async () => {
    await guestbook.book.moderation.setSettings({ accent: 'sea', font: 'sans' }, 'test')
    await expect.poll(async () => find((await ask()).body, 'html').attributes.get('class')).toBe('accent-sea sans')
  })
})

test('without a public address, the code leads to where the wall was asked for', async () => {
  await using guestbook = await startApp()
  const addressOf = async (headers: Record<string, string>) =>
    find((await guestbook.app.inject({ url: '/wall', headers })).body, 'p', { class: 'address' }).text
  expect(await addressOf({ host: 'book.test:8080' })).toBe('book.test:8080')
  expect(await addressOf({ host: 'xn--mnchen-3ya.test' })).toBe('münchen.test')
  const referer = 'http://book.test/some/path/admin/occasion'
  expect(await addressOf({ host: 'book.test', referer })).toBe('book.test/some/path')
})

test('while the book cannot be read, the wall says so and tries again', async () => {
  await using guestbook = await startApp({ REDIS_MASTER_URL: 'redis://127.0.0.1:1' }, { untilReady: false })
  const response = await guestbook.app.inject('/wall')
  expect([response.statusCode, headerOf(response, 'retry-after')]).toEqual([503, '20'])
  expect(find(response.body, 'p', { class: 'empty' }).text).toBe('The book is closed for a moment')
  expect(find(response.body, 'meta', { 'http-equiv': 'refresh' }).attributes.get('content')).toMatch(/^20; url=/)
})
