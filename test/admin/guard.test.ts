import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Headers, headerOf } from '../http/requests.ts'
import { startApp, type TestApp } from '../support/app.ts'
import { SESSION, SignedInBrowser, signIn } from './browser.ts'

/** Every guarded address, with what moderators may do. */
const ROUTES: readonly (readonly [method: 'GET' | 'POST', url: string, forModerators: boolean])[] = [
  ['GET', '/admin', true],
  ['GET', '/admin/count', true],
  ['GET', '/admin/entries', true],
  ['GET', '/admin/entries/1-0/reply', true],
  ['GET', '/admin/log', true],
  ['POST', '/admin/entries', true],
  ['POST', '/admin/entries/ask', true],
  ['POST', '/admin/entries/1-0/reply', true],
  ['POST', '/admin/entries/1-0/pin', false],
  ['POST', '/admin/entries/1-0/unpin', false],
  ['GET', '/admin/occasion', false],
  ['GET', '/admin/kiosk', false],
  ['POST', '/admin/kiosk', false],
  ['POST', '/admin/kiosk/door/close', false],
  ['GET', '/admin/people', false],
  ['GET', '/admin/cards', false],
  ['GET', '/admin/sign', false],
  ['POST', '/admin/sign', false],
  ['GET', '/admin/settings', false],
  ['POST', '/admin/settings', false],
  ['GET', '/admin/settings/picture', false],
  ['POST', '/admin/settings/picture', false],
  ['POST', '/admin/settings/picture/remove', false],
  ['POST', '/admin/leave', true],
  ['POST', '/admin/people', false],
  ['POST', '/admin/people/somebody/link', false],
  ['POST', '/admin/people/somebody/sign-out', false],
  ['POST', '/admin/people/somebody/remove', false],
  ['POST', '/admin/people/sessions/some/end', false],
]

describe('the guard', () => {
  let guestbook: TestApp
  beforeAll(async () => {
    guestbook = await startApp()
  })
  afterAll(() => guestbook?.[Symbol.asyncDispose]())

  const ask = (method: 'GET' | 'HEAD' | 'POST', url: string, headers: Headers = {}) =>
    guestbook.app.inject({ method, url, headers: { 'sec-fetch-site': 'same-origin', ...headers } })

  test('stands before every route below /admin, apart from the way in', () => {
    const guarded = routesOf(guestbook.app).filter(
      (route) => / \/admin\b/.test(route) && !/^HEAD | \/admin\/enter\b/.test(route),
    )
    const patterns = ROUTES.map(([method, url]) =>
      `${method} ${url}`
        .replace('/somebody/', '/:person/')
        .replace('/door/', '/:tablet/')
        .replace('/some/', '/:session/')
        .replace('/1-0/', '/:id/'),
    )
    expect(guarded.sort()).toEqual(patterns.sort())
  })

  test.each(ROUTES)('%s %s is closed to strangers', async (method, url) => {
    for (const cookie of ['', `${SESSION}=`, `${SESSION}=x`, `${SESSION}=${'A'.repeat(43)}`, `${SESSION}=%00`]) {
      const response = await ask(method, url, cookie ? { cookie } : {})
      expect(response.statusCode).toBe(method === 'GET' ? 303 : 401)
      if (method === 'GET') expect(headerOf(response, 'location')).toBe('/admin/enter')
      expect(headerOf(response, 'cache-control')).toBe('no-store')
    }
    expect((await ask('GET', '/admin/enter')).statusCode).toBe(200)
  })

  test('HEAD is shown the way in like GET', async () => {
    const { statusCode, headers } = await ask('HEAD', '/admin')
    expect([statusCode, headers.location]).toEqual([303, './admin/enter'])
  })

  test.each(ROUTES)('%s %s for a moderator', async (method, url, forModerators) => {
    const moderator = await signIn(guestbook, { name: 'Mo', role: 'moderator' })
    const response = await (method === 'GET' ? moderator.get(url) : moderator.post(url, { name: 'Eve', role: 'owner' }))
    if (forModerators) expect([401, 403]).not.toContain(response.statusCode)
    else expect([response.statusCode, response.body]).toEqual([403, expect.stringContaining('Only owners may do that')])
    expect((await guestbook.book.owners.people()).map(({ name }) => name)).not.toContain('Eve')
  })

  test.each<[what: string, headers: Headers]>([
    ['nothing', { 'sec-fetch-site': '' }],
    ['another site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
    ['another site that hides', { 'sec-fetch-site': 'cross-site' }],
    ['a sibling', { 'sec-fetch-site': 'same-site' }],
    ['nobody', { 'sec-fetch-site': 'none' }],
    ['another origin', { 'sec-fetch-site': '', origin: 'http://evil.example' }],
    ['another port', { 'sec-fetch-site': '', origin: 'http://localhost:81' }],
    ['a hidden origin', { 'sec-fetch-site': '', origin: 'null' }],
    ['another site that claims this origin', { 'sec-fetch-site': 'cross-site', origin: 'http://localhost' }],
  ])('a post from %s is refused, even with session and token', async (_, headers) => {
    const anna = await signIn(guestbook)
    for (const [method, url] of ROUTES) {
      if (method === 'GET') continue
      const response = await anna.post(url, { name: 'Eve', role: 'owner' }, headers)
      expect([response.statusCode, response.body]).toEqual([403, expect.stringContaining('was not sent from here')])
    }
    expect((await anna.get('/admin')).statusCode).toBe(200)
  })

  test('a post whose Origin is this site is taken where browsers say nothing else', async () => {
    const anna = await signIn(guestbook)
    const headers = { 'sec-fetch-site': '', origin: 'http://localhost' }
    expect((await anna.post('/admin/people', { name: 'Zed', role: 'moderator' }, headers)).statusCode).toBe(200)
  })

  test('a form needs the token of its own session', async () => {
    const [anna, bob] = [await signIn(guestbook), await signIn(guestbook, { name: 'Bob' })]
    const own = await anna.token()
    for (const token of ['', 'x', await bob.token(), `${own}x`, own.slice(1), own.toUpperCase(), 'é'.repeat(22)]) {
      const response = await anna.post('/admin/people', { name: 'Eve', role: 'owner', token })
      expect([response.statusCode, response.body]).toEqual([403, expect.stringContaining('That page was too old')])
    }
    const bare = await ask('POST', '/admin/leave', { cookie: anna.cookie })
    expect(bare.statusCode).toBe(403)
    expect((await anna.get('/admin')).statusCode).toBe(200)
  })

  test('the token of the forms does not open the session', async () => {
    const anna = await signIn(guestbook)
    const thief = new SignedInBrowser(guestbook.app, `${SESSION}=${await anna.token()}`)
    expect((await thief.get('/admin')).statusCode).toBe(303)
  })

  test('programs get a problem document', async () => {
    const response = await ask('GET', '/admin', { accept: 'application/json' })
    expect(response.statusCode).toBe(401)
    expect(response.json()).toMatchObject({ kind: 'signed-out', status: 401 })
  })

  test('a page after a link on another site asks once more, since the browser sent no cookie', async () => {
    const response = await ask('GET', '/admin/people?a=1&b="', { 'sec-fetch-site': 'cross-site' })
    expect(response.statusCode).toBe(401)
    expect(response.body).toContain(
      '<meta http-equiv="refresh" content="0; url=../admin/people?a&#61;1&#38;b&#61;%22">',
    )
    expect((await ask('GET', '/admin/people')).statusCode).toBe(303)
  })

  test('pages are kept nowhere and are the request’s own', async () => {
    const [anna, bob] = [await signIn(guestbook), await signIn(guestbook, { name: 'Bob' })]
    const page = await anna.get('/admin')
    expect(headerOf(page, 'cache-control')).toBe('no-store')
    expect(headerOf(page, 'etag')).toBeUndefined()
    expect(headerOf(page, 'content-security-policy')).toMatch(
      /;require-trusted-types-for 'script';trusted-types 'none'$/,
    )
    expect(page.body).toContain('Signed in as Anna')
    expect((await bob.get('/admin')).body).not.toContain('Anna')
    expect((await guestbook.app.inject('/')).body).not.toContain('Anna')
  })

  test('after signing out the browser keeps nothing, and the session is over', async () => {
    const anna = await signIn(guestbook)
    const left = await anna.post('/admin/leave')
    expect([left.statusCode, headerOf(left, 'location')]).toEqual([303, '/admin/enter?left'])
    expect(headerOf(left, 'clear-site-data')).toBe('"cache", "storage"')
    expect(left.cookies).toMatchObject([{ name: SESSION, value: '', maxAge: 0 }])
    expect((await anna.get('/admin')).statusCode).toBe(303)
    expect((await guestbook.app.inject('/admin/enter?left')).body).toContain('You are signed out on this device.')
  })

  test('the browser keeps the cookie for 30 days from the last page', async () => {
    const anna = await signIn(guestbook)
    const { cookies } = await anna.get('/admin')
    expect(cookies).toMatchObject([{ name: SESSION, maxAge: 30 * 24 * 60 * 60, httpOnly: true, sameSite: 'Strict' }])
    expect(`${SESSION}=${cookies[0]?.value}`).toBe(anna.cookie)
  })

  test('a body that is no form, too large or not UTF-8 is refused', async () => {
    const { cookie } = await signIn(guestbook)
    const send = (type: string, payload: string | Buffer) =>
      guestbook.app.inject({
        method: 'POST',
        url: '/admin/people',
        headers: { cookie, 'content-type': type, 'sec-fetch-site': 'same-origin' },
        payload,
      })
    const form = 'application/x-www-form-urlencoded'
    expect((await send('application/json', '{}')).statusCode).toBe(415)
    expect((await send(form, 'a'.repeat(70_000))).statusCode).toBe(413)
    expect((await send(form, Buffer.from([0xff]))).statusCode).toBe(400)
    expect((await send(form, 'name=%ff')).statusCode).toBe(400)
    expect((await send(form, '&'.repeat(1000))).statusCode).toBe(400)
  })
})

/** Every route as "GET /path", read from Fastify's tree. */
function routesOf(app: FastifyInstance): string[] {
  const above: string[] = []
  return app
    .printRoutes({ commonPrefix: false })
    .split('\n')
    .flatMap((line) => {
      const [, indent = '', part = '', methods = ''] = /^(.*[├└]── )(\S+) \((.+)\)$/.exec(line) ?? []
      const depth = indent.length / 4
      above[depth] = `${above[depth - 1] ?? ''}${part}`
      return methods.split(', ').map((method) => `${method} ${above[depth]}`)
    })
}
