import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { headerOf } from '../http/requests.ts'
import { startApp, type TestApp } from '../support/app.ts'
import { type SignedInBrowser, signIn } from './browser.ts'

describe('the public page for those who keep the book', () => {
  let guestbook: TestApp
  let anna: SignedInBrowser
  beforeAll(async () => {
    guestbook = await startApp()
    anna = await signIn(guestbook)
    for (const message of ['one', 'two']) await guestbook.book.append({ message })
  })
  afterAll(() => guestbook?.[Symbol.asyncDispose]())

  test('has Hide and Reply under each entry, and nobody else gets its bytes', async () => {
    const mo = await signIn(guestbook, { name: 'Mo', role: 'moderator' })
    for (const browser of [anna, mo, anna]) {
      const { body } = await browser.get('/')
      expect(body.match(/name="one" value="hide /g)).toHaveLength(2)
      expect(body.match(/\/reply\?back=%2F"/g)).toHaveLength(2)
    }
    expect((await anna.get('/')).body).toContain('Signed in as Anna')
    const visitor = await guestbook.app.inject('/')
    for (const trace of ['keeper', 'token', 'Anna', '/admin']) expect(visitor.body).not.toContain(trace)
    const tag = headerOf(visitor, 'etag') ?? ''
    expect((await anna.get('/', { 'if-none-match': tag })).statusCode).toBe(200)
    for (const cookie of ['guestbook-session=', 'guestbook-session=x', `guestbook-session=${'A'.repeat(43)}`]) {
      const response = await guestbook.app.inject({ url: '/', headers: { cookie } })
      expect(headerOf(response, 'etag')).toBe(tag)
    }
  })

  test('is there for all, and as for visitors, while very many bring a session that is none', async () => {
    const find = guestbook.book.owners.find.bind(guestbook.book.owners)
    const held = Promise.withResolvers<void>()
    let underWay = 0
    guestbook.book.owners.find = async (token) => {
      underWay += 1
      await held.promise
      return find(token)
    }
    const cookie = `guestbook-session=${'A'.repeat(43)}`
    const answers = Array.from({ length: 400 }, () => guestbook.app.inject({ url: '/', headers: { cookie } }))
    // Those that find no place get the page at once.
    const first = await Promise.race(answers)
    expect([first.statusCode, underWay <= 32]).toEqual([200, true])
    held.resolve()
    expect((await Promise.all(answers)).every(({ statusCode }) => statusCode === 200)).toBe(true)
    guestbook.book.owners.find = find
  })

  test('says what was hidden there, and undoes it there', async () => {
    const { body } = await anna.get('/')
    const one = /name="one" value="(hide [\d-]+)"/.exec(body)?.[1] ?? ''
    const hidden = await anna.post('/admin/entries', { one, back: '/' })
    const page = (await anna.get(headerOf(hidden, 'location') ?? '')).body
    expect(headerOf(hidden, 'location')).toMatch(/^\/\?done=hide&n=1&undo=/)
    expect(page).toContain('1 entry hidden.')
    expect(page.match(/name="one" value="hide /g)).toHaveLength(1)
    const records = /name="records" value="([\d_-]+)"/.exec(page)?.[1] ?? ''
    const shown = await anna.post('/admin/entries', { action: 'undo', records, back: '/' })
    expect((await anna.get(headerOf(shown, 'location') ?? '')).body).toContain('1 entry shown again.')
  })

  test('is that of a visitor once the session is over, and where the owner’s side is off', async () => {
    const bob = await signIn(guestbook, { name: 'Bob' })
    expect((await bob.get('/')).body).toContain('Signed in as Bob')
    await bob.post('/admin/leave')
    expect((await bob.get('/')).body).not.toContain('Bob')
    await using closed = await startApp({ ADMIN: 'off' })
    expect((await closed.app.inject({ url: '/', headers: { cookie: anna.cookie } })).body).not.toContain('keeper')
  })

  test('a visitor is told nothing that an address claims was done', async () => {
    const { body } = await guestbook.app.inject('/?done=hide&n=3&undo=1-0_2-0')
    expect(body).not.toContain('entries hidden')
  })
})
