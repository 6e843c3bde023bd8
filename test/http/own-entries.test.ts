import { expect, test } from 'vitest'
import { findAll } from '../pages/markup.ts'
import { TestVisitor } from '../support/visitor.ts'
import { describeOwnEntries } from './own-entries.ts'
import { headerOf } from './requests.ts'

describeOwnEntries('the cookies of an author', (own) => {
  test('nothing is set before the visitor signs', async () => {
    for (const url of ['/', '/api/entries', '/entry/1-0/change', '/entry/1-0/take-back']) {
      expect((await own.author.get(url)).headers['set-cookie'], url).toBeUndefined()
    }
  })

  test('signing sets a secret for a year and the entry’s id, both out of the reach of scripts', async () => {
    const response = await own.author.submit('/', { message: 'mine' })
    const [secret, mine] = ['guestbook-author', 'guestbook-mine'].map((name) =>
      response.cookies.find((cookie) => cookie.name === name),
    )
    expect(secret).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/', maxAge: 365 * 86_400 })
    expect(secret?.value).toMatch(/^[\w-]{22}$/)
    expect(mine).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' })
    expect(headerOf(response, 'location')).toBe(`/entry/${mine?.value}`)
    // The hash of the secret stays on the server as well.
    const page = await own.author.get('/')
    expect(page.body).not.toContain(secret?.value)
    expect((await own.author.get('/api/entries')).body).not.toMatch(/author/)
  })

  test('the secret stays, and the last eight entries are remembered', async () => {
    await own.sign('one')
    const secret = own.author.cookies.get('guestbook-author')
    // By it the book would notice that nobody writes so fast.
    own.author.cookies.delete('guestbook-visitor')
    const ids: string[] = []
    for (let number = 2; number <= 10; number++) {
      const answer = await own.author.send('POST', '/api/entries', { message: `number ${number}` })
      expect(answer.statusCode).toBe(201)
      ids.unshift(answer.json().id)
    }
    expect(own.author.cookies.get('guestbook-author')).toBe(secret)
    expect(own.author.cookies.get('guestbook-mine')).toBe(ids.slice(0, 8).join('.'))
  })

  test('a post whose first answer was lost belongs to the author who sends it again', async () => {
    const key = 'a1b2c3d4e5f60718293a4b5c6d7e8f90'
    const first = await new TestVisitor(own.here.app).send(
      'POST',
      '/api/entries',
      { message: 'lost' },
      { 'idempotency-key': key },
    )
    const second = await own.author.send('POST', '/api/entries', { message: 'lost' }, { 'idempotency-key': key })
    expect([first.statusCode, second.statusCode]).toEqual([201, 201])
    expect((await own.author.send('DELETE', `/api/entries/${second.json().id}`)).statusCode).toBe(204)
  })

  test('but a key that others may guess gives nobody the entry', async () => {
    const headers = { 'idempotency-key': 'order-number-0001' }
    const first = await own.author.send('POST', '/api/entries', { message: 'guessed' }, headers)
    const second = await own.other.send('POST', '/api/entries', { message: 'guessed' }, headers)
    expect(second.json()).toEqual(first.json())
    expect(own.other.cookies.has('guestbook-mine')).toBe(false)
    expect((await own.other.send('DELETE', `/api/entries/${first.json().id}`)).statusCode).toBe(403)
  })
})

describeOwnEntries('the page of an author', (own) => {
  test('offers Change and Take back beside one’s own entries, and only there', async () => {
    await own.other.submit('/', { message: 'another’s' })
    const id = await own.sign('mine')
    const page = await own.author.get('/')
    expect(
      findAll(page.body, 'a')
        .filter(({ text }) => ['Change', 'Take back'].includes(text))
        .map((link) => link.attributes.get('href')),
    ).toEqual([`/entry/${id}/change`, `/entry/${id}/take-back`])
    const shared = await new TestVisitor(own.here.app).get('/')
    expect(shared.body).not.toContain('take-back')
    expect(headerOf(shared, 'etag')).not.toBe(headerOf(page, 'etag'))
  })

  test('is not confused with the page of others by its tag, in either order', async () => {
    await own.sign('mine')
    const [personal, shared] = [await own.author.get('/'), await new TestVisitor(own.here.app).get('/')]
    const asOther = await new TestVisitor(own.here.app).ask({
      url: '/',
      headers: { 'if-none-match': `${personal.headers.etag}` },
    })
    expect(asOther.statusCode).toBe(200)
    expect(asOther.body).toBe(shared.body)
    const asAuthor = await own.author.ask({ url: '/', headers: { 'if-none-match': `${shared.headers.etag}` } })
    expect(asAuthor.statusCode).toBe(200)
    expect(asAuthor.body).toContain('take-back')
    expect(personal.headers['cache-control']).toMatch(/private/)
    expect(personal.headers.vary).toMatch(/Cookie/)
  })

  test('is the one that all others get once the time is over, and never offers anything when it is 0', async () => {
    await own.sign('mine')
    await own.here.book.moderation.setSettings({ changeWindow: '0' }, 'test')
    await expect.poll(async () => (await own.author.get('/')).body).not.toContain('take-back')
    expect((await own.author.get('/')).body).toBe((await new TestVisitor(own.here.app).get('/')).body)
  })

  test('offers nothing beside an entry that the owner has answered', async () => {
    const id = await own.sign('mine')
    await own.here.book.moderation.mark(id, { kind: 'reply', text: 'Thank you!' }, 'test')
    await own.settled()
    expect((await own.author.get('/')).body).not.toContain(`/entry/${id}/`)
  })

  test('offers the same on the page of older entries', async () => {
    const id = await own.sign('to be found')
    expect((await own.author.get(`/?entry=${id}`)).body).toContain(`/entry/${id}/change`)
  })

  test('a cookie that nobody has set does no harm', async () => {
    for (const value of ['', '.', 'w', 'wx', '1-0', 'w1-0', '9'.repeat(3000), `${'w1-0.'.repeat(500)}`, '%00.%ff']) {
      own.other.cookies.set('guestbook-mine', value)
      own.other.cookies.set('guestbook-author', value.padEnd(22, 'a').slice(0, 22))
      expect((await own.other.get('/')).statusCode, value).toBe(200)
    }
  })
})
