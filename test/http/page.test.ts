import { brotliDecompressSync } from 'node:zlib'
import type { LightMyRequestResponse } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { find, findAll } from '../pages/markup.ts'
import { startApp, type TestApp } from '../support/app.ts'
import { addEntries, cookieOf, headerOf } from './requests.ts'

let guestbook: TestApp
beforeAll(async () => {
  guestbook = await startApp()
  await addEntries(guestbook.app, 45)
})
afterAll(() => guestbook?.[Symbol.asyncDispose]())

const messages = (body: string) => findAll(body, 'p', { class: 'message' }).map(({ text }) => text)

describe('the page', () => {
  test('has the form, the newest 20 entries and a link to older ones, and so on to the last', async () => {
    const seen: string[] = []
    let path: string | undefined = '/'
    for (let page = 0; path !== undefined; page++) {
      const { body, statusCode }: LightMyRequestResponse = await guestbook.app.inject(path)
      expect(statusCode).toBe(200)
      expect(find(body, 'form', { method: 'post', action: '/' })).toBeDefined()
      const shown = messages(body).filter((text) => text !== '')
      expect(shown).toHaveLength(page < 2 ? 20 : 5)
      seen.push(...shown)
      path = findAll(body, 'a', { class: 'older' })[0]?.attributes.get('href')?.split('#')[0]
    }
    expect(seen).toEqual(Array.from({ length: 45 }, (_, index) => `message ${45 - index}`))
  })

  test('is private, holds nothing of a request, and is not sent again to a browser that has it', async () => {
    const evil = {
      host: 'evil.test',
      'x-forwarded-host': 'evil.test',
      'x-forwarded-proto': 'https',
      'user-agent': 'evil',
    }
    const plain = await guestbook.app.inject('/')
    const odd = await guestbook.app.inject({ url: '/?utm_source=evil', headers: evil })
    expect(odd.body).toBe(plain.body)
    expect(odd.body).not.toContain('evil')
    expect(JSON.stringify(odd.headers)).not.toContain('evil')
    expect(headerOf(plain, 'cache-control')).toBe('private, no-cache')
    expect(headerOf(plain, 'vary')).toBe('Accept-Encoding, Accept-Language, Cookie, Guestbook-Language')
    const again = await guestbook.app.inject({ url: '/', headers: { 'if-none-match': headerOf(plain, 'etag') ?? '' } })
    expect(again).toMatchObject({ statusCode: 304, body: '' })
    await addEntries(guestbook.app, 1)
    const changed = await guestbook.app.inject({
      url: '/',
      headers: { 'if-none-match': headerOf(plain, 'etag') ?? '' },
    })
    expect(changed.statusCode).toBe(200)
  })

  test('is compressed for clients that accept it', async () => {
    const plain = await guestbook.app.inject('/')
    const packed = await guestbook.app.inject({ url: '/', headers: { 'accept-encoding': 'gzip, br' } })
    expect(headerOf(packed, 'content-encoding')).toBe('br')
    expect(brotliDecompressSync(packed.rawPayload).toString()).toBe(plain.body)
    expect(packed.rawPayload.length).toBeLessThan(plain.rawPayload.length / 3)
  })

  test('lets nothing run or be framed, and works on plain HTTP', async () => {
    const { headers } = await guestbook.app.inject('/')
    const policy = String(headers['content-security-policy'])
    for (const part of ["default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'"]) {
      expect(policy).toContain(part)
    }
    expect(policy).not.toContain('unsafe')
    expect(policy).not.toContain('upgrade-insecure-requests')
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'same-origin' })
    expect(headers).not.toHaveProperty('strict-transport-security')
    expect(headers).not.toHaveProperty('x-powered-by')
  })

  test('HEAD answers like GET, without the page', async () => {
    const get = await guestbook.app.inject('/')
    const head = await guestbook.app.inject({ method: 'HEAD', url: '/' })
    expect(head).toMatchObject({ statusCode: 200, body: '' })
    expect(head.headers).toMatchObject({ etag: get.headers.etag, 'content-length': get.headers['content-length'] })
  })

  test.each([
    ['/?before=', 400],
    ['/?before=x', 400],
    ['/?before=1-0&before=2-0', 400],
    ['/?before=18446744073709551616-0', 400],
    ['/?before=%00', 400],
    ['/?before=0-0', 200],
    ['/?before=18446744073709551615-18446744073709551615', 200],
    ['/?after=x', 400],
    ['/?on=yesterday', 400],
    ['/?on=2026-13', 400],
    ['/?on=2026-02-31', 400],
    ['/?on=2026&on=2025', 400],
    ['/?lang=xx', 200],
    ['/?lang=de&lang=fr', 200],
    ['/?lang=%00%ff', 200],
    ['/?__proto__[x]=1', 200],
    [`/?${'x'.repeat(8000)}`, 200],
  ])('%s: %d', async (url, status) => {
    const response = await guestbook.app.inject(url)
    expect(response.statusCode).toBe(status)
    expect(headerOf(response, 'content-type')).toBe('text/html; charset=utf-8')
  })

  test('an entry’s own address shows it at the top', async () => {
    const { body } = await guestbook.app.inject('/')
    const [entry] = findAll(body, 'li').slice(7)
    const id = entry?.attributes.get('id') ?? ''
    const own = await guestbook.app.inject(`/?entry=${id}`)
    expect(findAll(own.body, 'li')[0]?.attributes.get('id')).toBe(id)
  })
})

describe('the language', () => {
  const language = (body: string) => find(body, 'html').attributes.get('lang')
  test.each<[headers: Record<string, string>, url: string, expected: string]>([
    [{}, '/', 'en'],
    [{ 'accept-language': 'zh-CN,zh;q=0.9,en;q=0.8' }, '/', 'zh-Hans'],
    [{ 'accept-language': 'zh-TW' }, '/', 'zh-Hant'],
    [{ 'accept-language': 'x'.repeat(8000) }, '/', 'en'],
    [{ 'accept-language': 'de', cookie: 'guestbook-language=fr' }, '/', 'fr'],
    [{ 'accept-language': 'de', cookie: 'guestbook-language=<script>' }, '/', 'de'],
    [{ 'accept-language': 'de', cookie: 'guestbook-language=%E0%A4' }, '/', 'de'],
    [{ 'accept-language': 'de', cookie: 'guestbook-language=es; guestbook-language=fr' }, '/', 'es'],
    [{ 'guestbook-language': 'ar', cookie: 'guestbook-language=fr' }, '/?lang=ja', 'ar'],
    [{ 'guestbook-language': 'xx', cookie: 'guestbook-language=fr' }, '/', 'fr'],
  ])('%j %s: %s', async (headers, url, expected) => {
    const response = await guestbook.app.inject({ url, headers })
    expect(language(response.body)).toBe(expected)
  })

  test('one that was chosen is remembered, and nothing else is', async () => {
    const chosen = await guestbook.app.inject('/?lang=ja')
    expect([chosen.statusCode, headerOf(chosen, 'location')]).toEqual([303, '/'])
    expect(cookieOf(chosen, 'guestbook-language')).toMatchObject({ value: 'ja', path: '/', sameSite: 'Lax' })
    const odd = await guestbook.app.inject('/?lang=ja%0d%0aSet-Cookie:%20x=y')
    expect(odd.cookies.map(({ name }) => name)).toEqual([])
  })

  test('a page’s script chooses nothing for the others: they may have chosen since', async () => {
    const asked = await guestbook.app.inject({ url: '/?lang=ja', headers: { 'guestbook-language': 'ja' } })
    expect(language(asked.body)).toBe('ja')
    expect(asked.cookies.map(({ name }) => name)).toEqual([])
  })

  test('a problem is told to a page’s script in the language of the page', async () => {
    const { body } = await guestbook.app.inject({
      method: 'POST',
      url: '/',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'guestbook-language': 'de',
        cookie: 'guestbook-language=fr',
      },
      payload: 'message=',
    })
    expect(find(body, 'p', { id: 'message-problem' }).text).toBe('Schreib bitte zuerst ein paar Worte.')
  })
})

describe('under an HTTPS address', () => {
  let secure: TestApp
  beforeAll(async () => {
    secure = await startApp({ PUBLIC_URL: 'https://book.example', BOOK_TITLE: 'Anna & Bob' })
  })
  afterAll(() => secure?.[Symbol.asyncDispose]())

  test('cookies are for HTTPS only, and browsers stay there', async () => {
    const response = await secure.app.inject('https://book.example/?lang=de')
    expect(response.cookies).not.toHaveLength(0)
    for (const cookie of response.cookies) expect(cookie).toMatchObject({ secure: true })
    expect(response.headers['strict-transport-security']).toMatch(/^max-age=\d+$/)
    // An owner may have said so before it is true: the page must work over HTTP until then.
    expect(response.headers['content-security-policy']).not.toContain('upgrade-insecure-requests')
  })

  test('the page says under which address it is known', async () => {
    const { body } = await secure.app.inject('https://book.example/')
    expect(find(body, 'link', { rel: 'canonical' }).attributes.get('href')).toBe('https://book.example/')
    expect(find(body, 'title').text).toBe('Anna & Bob')
  })
})

describe('files', () => {
  test('the page’s files are served for good, and packed', async () => {
    const { body } = await guestbook.app.inject('/')
    const style = find(body, 'link', { rel: 'stylesheet' }).attributes.get('href') ?? ''
    const plain = await guestbook.app.inject(style)
    expect(plain).toMatchObject({ statusCode: 200 })
    expect(plain.headers).toMatchObject({
      'cache-control': 'public, max-age=31536000, immutable',
      'content-type': 'text/css; charset=utf-8',
      'x-content-type-options': 'nosniff',
    })
    const packed = await guestbook.app.inject({ url: style, headers: { 'accept-encoding': 'br' } })
    expect(brotliDecompressSync(packed.rawPayload).toString()).toBe(plain.body)
  })

  test.each([
    '/assets/',
    '/assets/manifest.json',
    '/assets/../package.json',
    '/assets/..%2fpackage.json',
    '/assets/%2e%2e/%2e%2e/package.json',
    '/assets/..%5c..%5cpackage.json',
    '/assets/....//package.json',
    '/assets//etc/passwd',
    '/assets/%00',
    '/assets/style.css%00.js',
    '/package.json',
    '/server/main.ts',
    '/.env',
  ])('%s is not', async (url) => {
    const response = await guestbook.app.inject(url)
    expect(response.statusCode).toBe(404)
    expect(response.body).not.toContain('devDependencies')
  })

  test('/favicon.ico leads to the icon, /robots.txt keeps the API out of search engines', async () => {
    const icon = await guestbook.app.inject('/favicon.ico')
    expect(icon.statusCode).toBe(302)
    expect((await guestbook.app.inject(headerOf(icon, 'location') ?? '')).headers['content-type']).toBe('image/svg+xml')
    expect((await guestbook.app.inject('/robots.txt')).body).toContain('Disallow: /api/')
  })
})
