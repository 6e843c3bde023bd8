import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { signIn } from '../admin/browser.ts'
import { cookieOf, headerOf } from '../http/requests.ts'
import { find, findAll } from '../pages/markup.ts'
import { startApp, type TestApp } from '../support/app.ts'
import { openTablet, postAs, pressOpen, Tablet } from './tablet.ts'

const COOKIE = 'guestbook-kiosk'

let guestbook: TestApp
beforeAll(async () => {
  guestbook = await startApp()
})
afterAll(() => guestbook?.[Symbol.asyncDispose]())

describe('a link', () => {
  test('is made by an owner, and shown as address and QR code', async () => {
    const anna = await signIn(guestbook)
    const page = await anna.post('/admin/kiosk', { name: 'At the <door>' }, { host: 'book.test:8080' })
    expect(page.statusCode).toBe(200)
    expect(page.body).toContain('A link for At the &#60;door&#62;')
    expect(page.body).toContain('class="qr"')
    const [, key = ''] = /<a href="http:\/\/book\.test:8080\/kiosk\/open\/([\w-]{22})"/.exec(page.body) ?? []
    expect((await pressOpen(guestbook.app, key)).statusCode).toBe(303)
    const list = await anna.get('/admin/kiosk')
    expect(list.body).toContain('At the &#60;door&#62;')
    const { action = '' } = Object.fromEntries(find(list.body, 'form', { method: 'post' }).attributes)
    expect(headerOf(await anna.post(action), 'location')).toBe('/admin/kiosk?done=closed')
    expect(headerOf(await anna.post(action), 'location')).toBe('/admin/kiosk?done=gone')
    expect((await anna.get('/admin/kiosk?done=closed')).body).toContain('That tablet is closed.')
  })

  test('below a path leads there', async () => {
    const anna = await signIn(guestbook)
    const headers = { host: 'book.test', referer: 'http://book.test/some/path/admin/kiosk' }
    const page = await anna.post('/admin/kiosk', { name: 'Door' }, headers)
    expect(page.body).toContain('href="http://book.test/some/path/kiosk/open/')
  })

  test.each([
    ['no name', '', 'Please say where the tablet stands'],
    ['a very long name', 'x'.repeat(60), 'That name cannot be used'],
  ])('is not made for %s', async (_what, name, reason) => {
    const anna = await signIn(guestbook)
    const page = await anna.post('/admin/kiosk', { name })
    expect(page.statusCode).toBe(422)
    expect(page.body).toContain(reason)
    expect(page.body).not.toContain('/kiosk/open/')
  })

  test('is not used up by being opened, only by its button', async () => {
    const key = await guestbook.book.tablets.invite('The door')
    for (let round = 0; round < 3; round++) {
      const page = await guestbook.app.inject(`/kiosk/open/${key}`)
      expect(page.statusCode).toBe(200)
      expect(page.cookies).toEqual([])
      expect(find(page.body, 'form').attributes.get('action')).toBe(`/kiosk/open/${key}`)
    }
    expect((await pressOpen(guestbook.app, key)).statusCode).toBe(303)
    for (const again of [await guestbook.app.inject(`/kiosk/open/${key}`), await pressOpen(guestbook.app, key)]) {
      expect(again.statusCode).toBe(410)
      expect(again.cookies).toEqual([])
      expect(again.body).toContain('This link does not work')
    }
  })

  test.each(['A'.repeat(22), 'short', '%00', '%3Cb%3E', 'x'.repeat(90)])(
    'with the key %s opens nothing',
    async (key) => {
      for (const answer of [await guestbook.app.inject(`/kiosk/open/${key}`), await pressOpen(guestbook.app, key)]) {
        expect(answer.statusCode).toBe(410)
        expect(answer.cookies).toEqual([])
      }
    },
  )

  test('of an owner opens no tablet, and that of a tablet signs nobody in', async () => {
    const code = await guestbook.book.owners.invite({ name: 'Eve', role: 'owner' })
    expect((await pressOpen(guestbook.app, code)).statusCode).toBe(410)
    const key = await guestbook.book.tablets.invite('Eve')
    expect((await postAs(guestbook.app, `/admin/enter/${key}`, '')).statusCode).toBe(410)
    const { cookie } = await openTablet(guestbook)
    const [, token] = cookie.split('=')
    const page = await guestbook.app.inject({ url: '/admin', headers: { cookie: `guestbook-session=${token}` } })
    expect(page.statusCode).toBe(303)
  })

  test.each([
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['another origin', { 'sec-fetch-site': '', origin: 'http://evil.test' }],
    ['nowhere', { 'sec-fetch-site': '' }],
    ['a hidden origin', { 'sec-fetch-site': '', origin: 'null' }],
  ])('pressed on a page of %s stays good', async (_what, headers) => {
    const key = await guestbook.book.tablets.invite('The door')
    expect((await pressOpen(guestbook.app, key, headers)).statusCode).toBe(403)
    expect(await guestbook.book.tablets.accepts(key)).toBe(true)
  })
})

describe('the cookie', () => {
  test('is one, only for the tablet’s pages, and not for scripts', async () => {
    const response = await pressOpen(guestbook.app, await guestbook.book.tablets.invite('The door'))
    expect(response.cookies).toHaveLength(1)
    expect(cookieOf(response, COOKIE)).toMatchObject({ path: '/kiosk', httpOnly: true, sameSite: 'Strict' })
    expect(cookieOf(response, COOKIE)).not.toHaveProperty('secure')
  })

  test('is sent over HTTPS only where the book has it, below its path', async () => {
    await using known = await startApp({ PUBLIC_URL: 'https://book.example/guests' })
    const headers = { host: 'book.example' }
    const response = await pressOpen(known.app, await known.book.tablets.invite('The door'), headers)
    expect(response.cookies).toMatchObject([{ name: `__Secure-${COOKIE}`, path: '/guests/kiosk', secure: true }])
    const tablet = await openTablet(known, { headers })
    expect((await tablet.get('/guests/kiosk', headers)).statusCode).toBe(200)
  })

  test('is what a page needs: without it, with a wrong one and with a closed one nothing is shown', async () => {
    const closed = await openTablet(guestbook)
    const found = await guestbook.book.tablets.find(closed.cookie.split('=')[1] ?? '')
    await guestbook.book.tablets.close(found?.id ?? '')
    const strangers = ['', `${COOKIE}=`, `${COOKIE}=${'x'.repeat(43)}`, `${COOKIE}=${'x'.repeat(5000)}`, closed.cookie]
    for (const cookie of strangers) {
      const stranger = new Tablet(guestbook.app, cookie)
      for (const url of ['/kiosk', '/kiosk/write', '/kiosk/thanks']) {
        const page = await stranger.get(url)
        expect(page.statusCode, `${url} with ${cookie.slice(0, 60)}`).toBe(403)
        expect(page.body).toContain('This tablet is not open for guests')
        expect(page.cookies).toEqual([])
      }
      const posted = await stranger.post({ message: 'from nowhere' })
      expect(posted.statusCode).toBe(403)
    }
    expect((await guestbook.book.page({ limit: 10 })).entries).toEqual([])
  })

  test.each([
    ['a folder of a proxy', 'http://book.test/some/path/kiosk/open/x', '/some/path/kiosk'],
    ['a folder with other attributes', 'http://book.test/;Domain=evil.test/kiosk/open/x', '/kiosk'],
    ['no page', 'about:blank', '/kiosk'],
  ])('is sent below %s', async (_what, referer, path) => {
    const response = await pressOpen(guestbook.app, await guestbook.book.tablets.invite('The door'), { referer })
    expect(response.cookies).toMatchObject([{ name: COOKIE, path }])
  })

  test('stays as long as browsers keep any, and no page sets it again', async () => {
    const response = await pressOpen(guestbook.app, await guestbook.book.tablets.invite('The door'))
    expect(cookieOf(response, COOKIE)).toMatchObject({ maxAge: 400 * 24 * 60 * 60 })
    expect((await (await openTablet(guestbook)).get()).cookies).toEqual([])
  })
})

test('no page of a tablet has a link or form that leads elsewhere, even for a signed-in owner', async () => {
  const anna = await signIn(guestbook)
  const tablet = await openTablet(guestbook)
  const cookie = `${anna.cookie}; ${tablet.cookie}`
  await guestbook.book.append({ message: 'See https://example.com and <a href="/admin">admin</a>' })
  const stranger = new Tablet(guestbook.app, '')
  const pages = [
    ...(await Promise.all(
      ['/kiosk', '/kiosk?lang=ar', '/kiosk/write', '/kiosk/thanks'].map((url) => tablet.get(url, { cookie })),
    )),
    await stranger.get(),
    await tablet.post({ message: '' }),
    await tablet.post('message=%FF'),
    await guestbook.app.inject('/kiosk/open/wrong'),
  ]
  for (const { body } of pages) {
    const targets = [...findAll(body, 'a'), ...findAll(body, 'form')].map(
      ({ attributes }) => attributes.get('href') ?? attributes.get('action'),
    )
    for (const target of targets) expect(target).toMatch(/^\/kiosk/)
    expect(body).not.toContain(anna.cookie.split('=')[1])
    expect(body).not.toMatch(/feed\.atom|keeper|Anna/)
    const [refresh] = findAll(body, 'meta', { 'http-equiv': 'refresh' })
    expect(refresh?.attributes.get('content')).toMatch(/^\d+; url=(\.\.?\/)+kiosk$/)
  }
})

test('a key is in no line of the log, however its address is written', async () => {
  const key = await guestbook.book.tablets.invite('The door')
  const { loggedPath } = await import('../../server/http/request-log.ts')
  for (const path of [`/kiosk/open/${key}`, `/KIOSK//open/${key}?x`, `/kiosk%2fopen/${key}/more`]) {
    expect(loggedPath(path)).not.toContain(key)
  }
})
