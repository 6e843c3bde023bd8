import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { LANGUAGES } from '../../server/common/languages.ts'
import { cookieOf, headerOf } from '../http/requests.ts'
import { startApp, type TestApp } from '../support/app.ts'
import { pressEnter, SESSION, SignedInBrowser, sessionCookieOf, signIn } from './browser.ts'

const WRONG = 'A'.repeat(22)

describe('a sign-in link', () => {
  let guestbook: TestApp
  beforeAll(async () => {
    guestbook = await startApp()
  })
  afterAll(() => guestbook?.[Symbol.asyncDispose]())
  const invite = () => guestbook.book.owners.invite({ name: 'Anna', role: 'owner' })

  test('shows a button, and only the button uses it up', async () => {
    const code = await invite()
    for (let look = 0; look < 3; look++) {
      for (const method of ['GET', 'HEAD'] as const) {
        const page = await guestbook.app.inject({ method, url: `/admin/enter/${code}` })
        expect(page.statusCode).toBe(200)
        expect(page.cookies.filter(({ name }) => name === SESSION)).toEqual([])
        if (method === 'GET') expect(page.body).toContain(`<form method="post" action="../../admin/enter/${code}">`)
      }
    }
    const entered = await pressEnter(guestbook.app, code)
    expect([entered.statusCode, headerOf(entered, 'location')]).toEqual([303, '/admin?welcome'])
    const page = await new SignedInBrowser(guestbook.app, sessionCookieOf(entered)).get('/admin?welcome')
    expect(page.statusCode).toBe(200)
    expect(page.body).toContain('Hello, Anna')
  })

  test('sets a cookie that neither scripts nor other sites can use', async () => {
    const entered = await pressEnter(guestbook.app, await invite())
    expect(cookieOf(entered, SESSION)).toEqual({
      name: SESSION,
      value: expect.stringMatching(/^[\w-]{43}$/),
      path: '/',
      httpOnly: true,
      sameSite: 'Strict',
      maxAge: 30 * 24 * 60 * 60,
    })
  })

  test('sends no address on, is kept nowhere and is for no search engine', async () => {
    const code = await invite()
    const page = await guestbook.app.inject(`/admin/enter/${code}`)
    const entered = await pressEnter(guestbook.app, code)
    const used = await guestbook.app.inject(`/admin/enter/${code}`)
    for (const response of [page, entered, used]) {
      expect(headerOf(response, 'referrer-policy')).toBe('no-referrer')
      expect(headerOf(response, 'cache-control')).toBe('no-store')
      expect(headerOf(response, 'x-robots-tag')).toBe('noindex')
      expect(headerOf(response, 'content-security-policy')).toMatch(/script-src 'self';.*require-trusted-types-for/)
    }
  })

  test('works once', async () => {
    const code = await invite()
    await pressEnter(guestbook.app, code)
    const again = await pressEnter(guestbook.app, code)
    const page = await guestbook.app.inject(`/admin/enter/${code}`)
    for (const response of [again, page]) {
      expect(response.statusCode).toBe(410)
      expect(response.body).toContain('Please ask for a new one.')
      expect(response.cookies).toEqual([])
    }
  })

  test.each(['x', WRONG, 'x'.repeat(23), '%00', '%E2%80%AE', '..%2F..', `${WRONG}%20`, '<b>', "'or'1'='1"])(
    'that is wrong (%s) is refused kindly',
    async (code) => {
      const page = await guestbook.app.inject(`/admin/enter/${code}`)
      expect(page.statusCode).toBe(410)
      expect((await pressEnter(guestbook.app, code)).statusCode).toBe(410)
      expect(page.body).not.toContain(decodeURIComponent(code).repeat(2))
    },
  )

  test('that 20 press at once signs in one', async () => {
    const code = await invite()
    const presses = await Promise.all(Array.from({ length: 20 }, () => pressEnter(guestbook.app, code)))
    expect(presses.map(({ statusCode }) => statusCode).sort()).toEqual([303, ...Array(19).fill(410)])
  })

  test.each<[string, Record<string, string>]>([
    ['from another site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
    ['from another host of the same site', { 'sec-fetch-site': 'same-site' }],
    ['typed by hand, as browsers call it', { 'sec-fetch-site': 'none' }],
    ['from another origin', { 'sec-fetch-site': '', origin: 'https://evil.example' }],
    ['from nowhere', { 'sec-fetch-site': '' }],
    ['from a page that hides its origin', { 'sec-fetch-site': '', origin: 'null' }],
  ])('is not used up by a post %s', async (_, given) => {
    const { 'sec-fetch-site': site, ...headers } = given
    const code = await invite()
    const response = await guestbook.app.inject({
      method: 'POST',
      url: `/admin/enter/${code}`,
      headers: { ...headers, ...(site ? { 'sec-fetch-site': site } : {}) },
    })
    expect(response.statusCode).toBe(403)
    expect(response.cookies).toEqual([])
    expect((await pressEnter(guestbook.app, code)).statusCode).toBe(303)
  })

  test('works on plain HTTP, where browsers say "Origin: null" from this page', async () => {
    const code = await invite()
    const page = await guestbook.app.inject({ url: `/admin/enter/${code}`, headers: { host: 'book.test' } })
    const secret = /name="token" value="([\w-]+)"/.exec(page.body)?.[1] ?? ''
    const cookie = cookieOf(page, 'guestbook-entering')
    // Without a path, it is for the folder of this page.
    expect(cookie).not.toHaveProperty('path')
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict' })
    const press = (token: string, sent: string) =>
      guestbook.app.inject({
        method: 'POST',
        url: `/admin/enter/${code}`,
        headers: {
          host: 'book.test',
          origin: 'null',
          cookie: `guestbook-entering=${sent}`,
          'content-type': 'application/x-www-form-urlencoded',
        },
        payload: `token=${token}`,
      })
    expect((await press('x', cookie?.value ?? '')).statusCode).toBe(403)
    expect((await press(secret, 'x')).statusCode).toBe(403)
    expect((await press('', '')).statusCode).toBe(403)
    expect((await press(secret, cookie?.value ?? '')).statusCode).toBe(303)
  })

  test('replaces the session that this browser had', async () => {
    const browser = await signIn(guestbook, { name: 'Bob' })
    await pressEnter(guestbook.app, await guestbook.book.owners.invite({ name: 'Bob', role: 'owner' }), {
      cookie: browser.cookie,
    })
    const people = await guestbook.book.owners.people()
    expect(people.find(({ name }) => name === 'Bob')?.sessions).toHaveLength(1)
    expect((await browser.get('/admin')).statusCode).toBe(303)
  })

  test('names the device', async () => {
    const headers = { 'user-agent': 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1' }
    await signIn(guestbook, { name: 'Cleo', headers })
    const people = await guestbook.book.owners.people()
    expect(people.find(({ name }) => name === 'Cleo')?.sessions).toMatchObject([{ device: 'Safari, iPhone' }])
  })

  test.each(LANGUAGES)('speaks %s', async (language) => {
    const page = await guestbook.app.inject(`/admin/enter/${await invite()}?lang=${language}`)
    expect(page.body).toContain(`<html lang="${language}"`)
  })
})

test('ten thousand wrong codes keep no good one out', async () => {
  await using guestbook = await startApp()
  const code = await guestbook.book.owners.invite({ name: 'Anna', role: 'owner' })
  const codes = Array.from({ length: 10_000 }, (_, index) => `guess${index}`.padEnd(22, 'x'))
  const statuses = new Map<number, number>()
  while (codes.length > 0) {
    const presses = codes.splice(0, 100).map((wrong) => pressEnter(guestbook.app, wrong))
    for (const { statusCode } of await Promise.all(presses)) {
      statuses.set(statusCode, (statuses.get(statusCode) ?? 0) + 1)
    }
  }
  expect([...statuses].sort()).toEqual([
    [410, 100],
    [429, 9900],
  ])
  expect((await guestbook.app.inject(`/admin/enter/${code}`)).statusCode).toBe(200)
  expect((await pressEnter(guestbook.app, code)).statusCode).toBe(303)
  expect(await guestbook.metrics.registry.metrics()).toMatch(/guestbook_refused_total\{limit="codes"\} 9900$/m)
})

describe('under an HTTPS address', () => {
  let guestbook: TestApp
  beforeAll(async () => {
    guestbook = await startApp({ PUBLIC_URL: 'https://book.example' })
  })
  afterAll(() => guestbook?.[Symbol.asyncDispose]())

  test('the session belongs to this host and to HTTPS', async () => {
    const code = await guestbook.book.owners.invite({ name: 'Anna', role: 'owner' })
    const entered = await pressEnter(guestbook.app, code, { host: 'book.example' })
    expect(cookieOf(entered, '__Host-guestbook-session')).toMatchObject({ path: '/', secure: true, httpOnly: true })
    expect(cookieOf(entered, SESSION)).toBeUndefined()
  })

  test('another host gets 421, signed in or not', async () => {
    const browser = await signIn(guestbook, { headers: { host: 'book.example' } })
    const code = await guestbook.book.owners.invite({ name: 'Bob', role: 'owner' })
    for (const url of ['/admin', '/admin/people', '/admin/enter', `/admin/enter/${code}`]) {
      expect((await browser.get(url)).statusCode).toBe(200)
      expect((await browser.get(url, { host: 'other.example' })).statusCode).toBe(421)
    }
    expect((await pressEnter(guestbook.app, code, { host: 'other.example' })).statusCode).toBe(421)
    expect(await guestbook.book.owners.accepts(code)).toBe(true)
  })
})

test('with ADMIN=off there is nothing', async () => {
  await using guestbook = await startApp({ ADMIN: 'off' })
  const code = await guestbook.book.owners.invite({ name: 'Anna', role: 'owner' })
  for (const url of ['/admin', '/admin/people', '/admin/enter', `/admin/enter/${code}`]) {
    expect((await guestbook.app.inject(url)).statusCode).toBe(404)
  }
  expect((await pressEnter(guestbook.app, code)).statusCode).toBe(404)
})
