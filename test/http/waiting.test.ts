import { beforeEach, describe, expect, test } from 'vitest'
import { WAITING_LIMIT } from '../../server/book/moderation.ts'
import { find, findAll } from '../pages/markup.ts'
import { startApp } from '../support/app.ts'
import { TestVisitor } from '../support/visitor.ts'
import { describeHereAndThere } from './here-and-there.ts'
import { headerOf, readEntries } from './requests.ts'

describeHereAndThere('entries that wait', (apps) => {
  let author: TestVisitor
  beforeEach(async () => {
    const position = await apps.here.book.moderation.setGate({ state: 'hold' }, 'test')
    for (const { feed } of [apps.here, apps.there]) expect(await feed.waitFor(position, 5000)).toBe(true)
    author = new TestVisitor(apps.here.app)
  })

  /** Signs with a form and returns the id in the drawer. */
  async function sign(message: string, name = ''): Promise<string> {
    const response = await author.submit('/', { message, name })
    expect(response.statusCode).toBe(303)
    const location = headerOf(response, 'location') ?? ''
    expect(location).toMatch(/^\/#w\d+-\d+$/)
    return location.slice('/#w'.length)
  }

  /** The messages of one's own waiting entries. */
  function waitingOn(page: { body: string }): (string | undefined)[] {
    const [, list = ''] = /<ul class="held"[^>]*>(.*?)<\/ul>/s.exec(page.body) ?? []
    return findAll(list, 'p', { class: 'message' }).map(({ text }) => text)
  }

  test('the API answers 202 with its id, and nothing public leads to it', async () => {
    const answer = await author.send('POST', '/api/entries', { name: 'Ada', message: 'May I?' })
    expect(answer.statusCode).toBe(202)
    expect(answer.json()).toEqual({ state: 'waiting', id: expect.stringMatching(/^\d+-\d+$/) })
    expect(answer.headers.location).toBeUndefined()
    expect(headerOf(answer, 'guestbook-position')).toBeDefined()
    expect(author.cookies.get('guestbook-mine')).toBe(`w${answer.json().id}`)
    expect((await author.get(`/api/entries/${answer.json().id}`)).statusCode).toBe(404)
    expect((await readEntries(apps.here.app)).map(({ message }) => message)).not.toContain('May I?')
  })

  test('sent again under its key, it waits once', async () => {
    const headers = { 'idempotency-key': 'a key of sixteen or more' }
    const [first, second] = [
      await author.send('POST', '/api/entries', { message: 'once' }, headers),
      await author.send('POST', '/api/entries', { message: 'once' }, headers),
    ]
    expect([second?.statusCode, second?.json()]).toEqual([202, first?.json()])
    expect(waitingOn(await author.get('/'))).toEqual(['once'])
  })

  test('its author sees it on top, newest first, on every front end, and can withdraw it', async () => {
    await sign('the first', 'Ada')
    const id = await sign('the second')
    author.app = apps.there.app
    const page = await author.get('/')
    expect(waitingOn(page)).toEqual(['the second', 'the first'])
    expect(page.body).toContain('Waiting to be read by the owner')
    expect(find(page.body, 'form', { action: `/waiting/${id}/withdraw` })).toBeDefined()
    const withdrawn = await author.submit(`/waiting/${id}/withdraw`)
    expect([withdrawn.statusCode, headerOf(withdrawn, 'location')]).toEqual([303, '/?done=taken-back'])
    author.app = apps.here.app
    const said = find((await author.get('/?done=taken-back')).body, 'p', { id: 'taken-back' })
    expect(said.text).toBe('Your entry has been taken back.')
    expect(waitingOn(await author.get('/'))).toEqual(['the first'])
    const again = await author.submit(`/waiting/${id}/withdraw`)
    expect([again.statusCode, again.body.includes('does not wait any more')]).toEqual([404, true])
  })

  test('by the API it is withdrawn too', async () => {
    const id = await sign('to be withdrawn')
    expect((await author.send('DELETE', `/api/waiting/${id}`)).statusCode).toBe(204)
    const again = await author.send('DELETE', `/api/waiting/${id}`)
    expect([again.statusCode, again.json().kind]).toEqual([404, 'not-waiting'])
    expect(waitingOn(await author.get('/'))).toEqual([])
    expect(
      (await apps.here.book.moderation.held('waiting', { limit: 200 })).entries.map(({ message }) => message),
    ).not.toContain('to be withdrawn')
  })

  test('nobody else sees it, not even who guesses its id', async () => {
    const id = await sign('for the owner only')
    const other = new TestVisitor(apps.here.app)
    await other.submit('/', { message: 'of another' })
    other.cookies.set('guestbook-mine', `w${id}.${id}`)
    const withoutSecret = new TestVisitor(apps.here.app)
    withoutSecret.cookies.set('guestbook-mine', `w${id}`)
    for (const visitor of [other, withoutSecret, new TestVisitor(apps.here.app)]) {
      for (const url of [
        '/',
        `/?entry=${id}`,
        `/entry/${id}/change`,
        `/api/entries/${id}`,
        '/feed.atom',
        '/api/entries',
      ]) {
        expect((await visitor.get(url)).body, url).not.toContain('for the owner only')
      }
      expect((await visitor.submit(`/waiting/${id}/withdraw`)).statusCode).toBe(404)
      expect((await visitor.send('DELETE', `/api/waiting/${id}`)).statusCode).toBe(404)
    }
    expect(waitingOn(await author.get('/'))).toEqual(['for the owner only'])
  })

  test('such a page is never what others get, nor taken for it by its tag', async () => {
    const stranger = () => new TestVisitor(apps.here.app).get('/')
    const before = await stranger()
    await sign('between us')
    const personal = await author.get('/')
    const after = await stranger()
    expect(after.body).toBe(before.body)
    expect(headerOf(personal, 'etag')).not.toBe(headerOf(after, 'etag'))
    const tagged = (visitor: TestVisitor, { headers }: { headers: object }) =>
      visitor.ask({ url: '/', headers: { 'if-none-match': (headers as { etag: string }).etag } })
    expect((await tagged(author, after)).body).toContain('between us')
    expect((await tagged(new TestVisitor(apps.here.app), personal)).body).toBe(after.body)
  })

  test('once it is published it stands in the book for all, and its author may change it', async () => {
    const waiting = await sign('late but here')
    const [outcome] = await apps.here.book.moderation.decide([waiting], 'publish', 'test')
    const id = outcome?.kind === 'done' ? outcome.entry : ''
    // At once, on the other front end.
    author.app = apps.there.app
    const page = await author.get('/')
    expect(waitingOn(page)).toEqual([])
    expect(find(page.body, 'li', { id })).toBeDefined()
    expect(author.cookies.get('guestbook-mine')).toBe(id)
    expect(page.body).toContain(`/entry/${id}/take-back`)
    const late = await author.submit(`/waiting/${waiting}/withdraw`)
    expect(late.statusCode).toBe(404)
    expect(find((await author.get('/')).body, 'li', { id })).toBeDefined()
  })

  test.each(['refuse', 'spam'] as const)('after the verdict "%s" no other visitor has seen it', async (verdict) => {
    const id = await sign(`to decide: ${verdict}`)
    await apps.here.book.moderation.decide([id], verdict, 'test')
    expect((await new TestVisitor(apps.here.app).get('/')).body).not.toContain(`to decide: ${verdict}`)
    if (verdict === 'refuse') {
      expect(waitingOn(await author.get('/'))).toEqual([])
      // Set on posting, cleared when there is nothing left to remember.
      expect(author.cookies.has('guestbook-mine')).toBe(false)
    }
  })

  test('the page of older entries shows nothing that waits', async () => {
    await sign('only on the first page')
    expect((await author.get('/?before=1-0')).body).not.toContain('only on the first page')
  })

  test('what waits is text, whatever it holds', async () => {
    await sign('<script>alert(1)</script>', '"><img src=x>')
    const page = await author.get('/')
    expect(page.body).not.toMatch(/<script>alert|<img/)
    expect(waitingOn(page)).toEqual(['<script>alert(1)</script>'])
  })
})

describe('a full drawer', () => {
  test('is answered with 503, a time, and the words kept', async () => {
    await using app = await startApp()
    await app.book.moderation.setGate({ state: 'hold' }, 'test')
    const adding = Array.from({ length: WAITING_LIMIT }, (_, index) => app.book.append({ message: `number ${index}` }))
    await Promise.all(adding)
    const visitor = new TestVisitor(app.app)
    const api = await visitor.send('POST', '/api/entries', { message: 'one more' })
    expect([api.statusCode, api.json().kind]).toEqual([503, 'waiting-full'])
    expect(Number(api.headers['retry-after'])).toBeGreaterThan(0)
    const form = await visitor.submit('/', { message: 'one more, typed' })
    expect(form.statusCode).toBe(503)
    expect(form.body).toContain('one more, typed')
    expect(find(form.body, 'p', { id: 'form-problem' }).text).toMatch(/waiting to be read/)
  })
})
