import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { find, findAll } from '../pages/markup.ts'
import { redisVariables, startApp, type TestApp } from '../support/app.ts'
import { describeWith } from '../support/machine.ts'
import { type RedisTopology, startRedis } from '../support/redis.ts'
import { TestVisitor } from '../support/visitor.ts'
import { headerOf, readEntries } from './requests.ts'

describe('own entries in the embedded book', () => {
  defineTests(async () => {
    const app = await startApp()
    return { here: app, there: app, close: async () => app[Symbol.asyncDispose]() }
  })
})

describeWith(['redis'], 'own entries on two front ends with a replica each', () => {
  defineTests(async () => {
    const redis: RedisTopology = await startRedis({ replicas: 2 })
    const [one, two] = redis.replicas
    const here = await startApp(redisVariables(redis.master, one))
    const there = await startApp(redisVariables(redis.master, two))
    const close = async () => {
      for (const each of [here, there, redis]) await each[Symbol.asyncDispose]()
    }
    return { here, there, close }
  })
})

interface FrontEnds {
  readonly here: TestApp
  /** Another one of the same book, if the store allows it. */
  readonly there: TestApp
  readonly close: () => Promise<void>
}

function defineTests(start: () => Promise<FrontEnds>): void {
  let here: TestApp
  let there: TestApp
  let close: (() => Promise<void>) | undefined
  beforeAll(async () => {
    ;({ here, there, close } = await start())
  })
  afterAll(() => close?.())

  let author: TestVisitor
  let other: TestVisitor
  beforeEach(async () => {
    author = new TestVisitor(here.app)
    other = new TestVisitor(there.app)
    await here.book.moderation.setGate({ state: 'open' }, 'test')
    await here.book.moderation.setSettings({ changeWindow: undefined }, 'test')
    await settled()
  })

  /** Resolves when both front ends know all that was written. */
  async function settled(): Promise<void> {
    const { position } = await here.book.page({ limit: 1, fromMaster: true })
    for (const { feed } of [here, there]) expect(await feed.waitFor(position, 5000)).toBe(true)
  }

  /** Signs with a form and returns the entry's id. */
  async function sign(message: string, name = ''): Promise<string> {
    const response = await author.submit('/', { message, name })
    expect(response.statusCode).toBe(303)
    const location = headerOf(response, 'location') ?? ''
    expect(location).toMatch(/^\/entry\/\d+-\d+$/)
    return location.slice('/entry/'.length)
  }

  const messages = async (app: TestApp = there) => (await readEntries(app.app)).map(({ message }) => message)

  describe('cookies', () => {
    test('nothing is set before the visitor signs', async () => {
      for (const url of ['/', '/api/entries', '/entry/1-0/change', '/entry/1-0/take-back']) {
        expect((await author.get(url)).headers['set-cookie'], url).toBeUndefined()
      }
    })

    test('signing sets a secret for a year and the entry’s id, both out of the reach of scripts', async () => {
      const response = await author.submit('/', { message: 'mine' })
      const [secret, mine] = ['guestbook-author', 'guestbook-mine'].map((name) =>
        response.cookies.find((cookie) => cookie.name === name),
      )
      expect(secret).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/', maxAge: 365 * 86_400 })
      expect(secret?.value).toMatch(/^[\w-]{22}$/)
      expect(mine).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' })
      expect(headerOf(response, 'location')).toBe(`/entry/${mine?.value}`)
      // The hash of the secret stays on the server as well.
      const page = await author.get('/')
      expect(page.body).not.toContain(secret?.value)
      expect((await author.get('/api/entries')).body).not.toMatch(/author/)
    })

    test('the secret stays, and the last eight entries are remembered', async () => {
      await sign('one')
      const secret = author.cookies.get('guestbook-author')
      // By it the book would notice that nobody writes so fast.
      author.cookies.delete('guestbook-visitor')
      const ids: string[] = []
      for (let number = 2; number <= 10; number++) {
        const answer = await author.send('POST', '/api/entries', { message: `number ${number}` })
        expect(answer.statusCode).toBe(201)
        ids.unshift(answer.json().id)
      }
      expect(author.cookies.get('guestbook-author')).toBe(secret)
      expect(author.cookies.get('guestbook-mine')).toBe(ids.slice(0, 8).join('.'))
    })

    test('a post whose first answer was lost belongs to the author who sends it again', async () => {
      const key = 'a1b2c3d4e5f60718293a4b5c6d7e8f90'
      const first = await new TestVisitor(here.app).send(
        'POST',
        '/api/entries',
        { message: 'lost' },
        { 'idempotency-key': key },
      )
      const second = await author.send('POST', '/api/entries', { message: 'lost' }, { 'idempotency-key': key })
      expect([first.statusCode, second.statusCode]).toEqual([201, 201])
      expect((await author.send('DELETE', `/api/entries/${second.json().id}`)).statusCode).toBe(204)
    })

    test('but a key that others may guess gives nobody the entry', async () => {
      const headers = { 'idempotency-key': 'order-number-0001' }
      const first = await author.send('POST', '/api/entries', { message: 'guessed' }, headers)
      const second = await other.send('POST', '/api/entries', { message: 'guessed' }, headers)
      expect(second.json()).toEqual(first.json())
      expect(other.cookies.has('guestbook-mine')).toBe(false)
      expect((await other.send('DELETE', `/api/entries/${first.json().id}`)).statusCode).toBe(403)
    })
  })

  describe('the page', () => {
    test('offers Change and Take back beside one’s own entries, and only there', async () => {
      await other.submit('/', { message: 'another’s' })
      const id = await sign('mine')
      const page = await author.get('/')
      expect(
        findAll(page.body, 'a')
          .filter(({ text }) => ['Change', 'Take back'].includes(text))
          .map((link) => link.attributes.get('href')),
      ).toEqual([`/entry/${id}/change`, `/entry/${id}/take-back`])
      const shared = await new TestVisitor(here.app).get('/')
      expect(shared.body).not.toContain('take-back')
      expect(headerOf(shared, 'etag')).not.toBe(headerOf(page, 'etag'))
    })

    test('is not confused with the page of others by its tag, in either order', async () => {
      await sign('mine')
      const [personal, shared] = [await author.get('/'), await new TestVisitor(here.app).get('/')]
      const asOther = await new TestVisitor(here.app).ask({
        url: '/',
        headers: { 'if-none-match': `${personal.headers.etag}` },
      })
      expect(asOther.statusCode).toBe(200)
      expect(asOther.body).toBe(shared.body)
      const asAuthor = await author.ask({ url: '/', headers: { 'if-none-match': `${shared.headers.etag}` } })
      expect(asAuthor.statusCode).toBe(200)
      expect(asAuthor.body).toContain('take-back')
      expect(personal.headers['cache-control']).toMatch(/private/)
      expect(personal.headers.vary).toMatch(/Cookie/)
    })

    test('is the one that all others get once the time is over, and never offers anything when it is 0', async () => {
      await sign('mine')
      await here.book.moderation.setSettings({ changeWindow: '0' }, 'test')
      await expect.poll(async () => (await author.get('/')).body).not.toContain('take-back')
      expect((await author.get('/')).body).toBe((await new TestVisitor(here.app).get('/')).body)
    })

    test('offers nothing beside an entry that the owner has answered', async () => {
      const id = await sign('mine')
      await here.book.moderation.mark(id, { kind: 'reply', text: 'Thank you!' }, 'test')
      await settled()
      expect((await author.get('/')).body).not.toContain(`/entry/${id}/`)
    })

    test('offers the same on the page of older entries', async () => {
      const id = await sign('to be found')
      expect((await author.get(`/?entry=${id}`)).body).toContain(`/entry/${id}/change`)
    })

    test('a cookie that nobody has set does no harm', async () => {
      for (const value of ['', '.', 'w', 'wx', '1-0', 'w1-0', '9'.repeat(3000), `${'w1-0.'.repeat(500)}`, '%00.%ff']) {
        other.cookies.set('guestbook-mine', value)
        other.cookies.set('guestbook-author', value.padEnd(22, 'a').slice(0, 22))
        expect((await other.get('/')).statusCode, value).toBe(200)
      }
    })
  })

  describe('a change', () => {
    test('without scripts: a form, filled in, then the new words in the old one’s place', async () => {
      const id = await sign('first words', 'Ada')
      const form = await author.get(`/entry/${id}/change`)
      expect(form.statusCode).toBe(200)
      expect(headerOf(form, 'cache-control')).toBe('no-store')
      expect(find(form.body, 'form').attributes.get('action')).toBe(`/entry/${id}/change`)
      expect(find(form.body, 'textarea').text).toBe('\nfirst words')
      expect(find(form.body, 'input', { id: 'change-name' }).attributes.get('value')).toBe('Ada')
      const before = (await readEntries(here.app)).find((entry) => entry.id === id)
      author.app = there.app
      const changed = await author.submit(`/entry/${id}/change`, { message: 'second words', name: 'Ada' })
      expect(changed.statusCode).toBe(303)
      // At once, on the other front end.
      author.app = here.app
      const page = await author.get('/')
      expect(page.body).toContain('second words')
      expect(page.body).not.toContain('first words')
      await settled()
      const [entry] = await readEntries(there.app)
      expect(entry).toMatchObject({ message: 'second words', name: 'Ada', edited: true, createdAt: before?.createdAt })
      expect(headerOf(changed, 'location')).toBe(`/entry/${entry?.id}`)
    })

    test('by the API: the new entry, and the old address leads there', async () => {
      const id = await sign('first words')
      author.app = there.app
      const changed = await author.send('PUT', `/api/entries/${id}`, { message: 'other words' })
      expect(changed.statusCode).toBe(200)
      const entry = changed.json()
      expect(entry).toMatchObject({ message: 'other words', edited: true })
      expect(entry.id).not.toBe(id)
      expect(headerOf(changed, 'content-location')).toBe(`/api/entries/${entry.id}`)
      await settled()
      for (const [from, to] of [
        [`/api/entries/${id}`, `/api/entries/${entry.id}`],
        [`/?entry=${id}`, `/?entry=${entry.id}`],
      ] as const) {
        const moved = await other.get(from)
        expect([moved.statusCode, headerOf(moved, 'location')], from).toEqual([301, to])
      }
      const again = await author.get(`/entry/${id}/change`)
      expect([again.statusCode, headerOf(again, 'location')]).toEqual([303, `/entry/${entry.id}/change`])
    })

    test('sent twice is made once', async () => {
      const id = await sign('before')
      const total = (await here.app.inject('/api/entries')).json().total
      const answers = await Promise.all(
        [1, 2, 3].map(() => author.send('PUT', `/api/entries/${id}`, { message: 'after' })),
      )
      expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200])
      expect(new Set(answers.map((answer) => answer.json().id)).size).toBe(1)
      const late = await author.submit(`/entry/${id}/change`, { message: 'after' })
      expect(headerOf(late, 'location')).toBe(`/entry/${answers[0]?.json().id}`)
      await settled()
      expect((await here.app.inject('/api/entries')).json().total).toBe(total)
      expect((await messages()).filter((message) => message === 'after')).toHaveLength(1)
    })

    test('a changed entry can be changed again', async () => {
      const id = await sign('one')
      const second = (await author.send('PUT', `/api/entries/${id}`, { message: 'two' })).json()
      const third = await author.send('PUT', `/api/entries/${second.id}`, { message: 'three' })
      expect(third.statusCode).toBe(200)
      await settled()
      expect((await messages())[0]).toBe('three')
    })

    test('that does not fit comes back with what was typed, and the entry stays', async () => {
      const id = await sign('short')
      const answer = await author.submit(`/entry/${id}/change`, { message: 'x'.repeat(1001), name: 'Ada' })
      expect(answer.statusCode).toBe(422)
      expect(find(answer.body, 'textarea').text).toBe(`\n${'x'.repeat(1001)}`)
      expect(find(answer.body, 'p', { id: 'change-message-problem' }).text).toMatch(/1,001/)
      const api = await author.send('PUT', `/api/entries/${id}`, { message: '' })
      expect([api.statusCode, api.json().kind]).toEqual([422, 'message-empty'])
      expect((await messages(here))[0]).toBe('short')
    })

    test.each<[string, unknown, number]>([
      ['an unknown field', { message: 'x', role: 'owner' }, 400],
      ['no message', { name: 'Ada' }, 400],
      ['half a surrogate pair', { message: '\ud800' }, 400],
    ])('with %s is refused', async (_what, body, status) => {
      const id = await sign('as it was')
      expect((await author.send('PUT', `/api/entries/${id}`, body)).statusCode).toBe(status)
      expect((await messages(here))[0]).toBe('as it was')
    })

    test('that must wait leaves the page, and its author sees it waiting', async () => {
      const id = await sign('harmless')
      await here.book.moderation.setGate({ state: 'hold' }, 'test')
      const answer = await author.send('PUT', `/api/entries/${id}`, { message: 'a second thought' })
      expect(answer.statusCode).toBe(202)
      expect(answer.json()).toEqual({ state: 'waiting', id: expect.any(String) })
      // At once, on the other front end.
      author.app = there.app
      expect((await author.get('/')).body).not.toContain('harmless')
      await settled()
      expect(await messages()).not.toContain('harmless')
      expect(await messages()).not.toContain('a second thought')
      const page = await author.get('/')
      expect(page.body).toContain('a second thought')
      expect(page.body).not.toContain('harmless')
    })
  })

  describe('taking back', () => {
    test('without scripts: asks once, then the entry is gone at once, everywhere', async () => {
      const id = await sign('rather not', 'Ada')
      const question = await author.get(`/entry/${id}/take-back`)
      expect(question.statusCode).toBe(200)
      expect(find(question.body, 'form').attributes.get('action')).toBe(`/entry/${id}/take-back`)
      expect(question.body).toContain('rather not')
      // Asking takes nothing.
      expect((await author.get('/')).body).toContain('rather not')
      author.app = there.app
      const answer = await author.submit(`/entry/${id}/take-back`)
      expect([answer.statusCode, headerOf(answer, 'location')]).toEqual([303, '/'])
      author.app = here.app
      expect((await author.get('/')).body).not.toContain('rather not')
      expect(author.cookies.get('guestbook-mine') ?? '').not.toContain(id)
      await settled()
      expect((await here.app.inject(`/api/entries/${id}`)).statusCode).toBe(404)
    })

    test('by the API', async () => {
      const id = await sign('rather not this')
      const answer = await author.send('DELETE', `/api/entries/${id}`)
      expect([answer.statusCode, answer.body]).toEqual([204, ''])
      expect(headerOf(answer, 'guestbook-position')).toBeDefined()
      const again = await author.send('DELETE', `/api/entries/${id}`)
      expect([again.statusCode, again.json().kind]).toEqual([404, 'gone'])
      await settled()
      expect(await messages()).not.toContain('rather not this')
    })
  })

  describe('each refusal has its own answer', () => {
    type Refusal = readonly [
      what: string,
      status: number,
      kind: string,
      says: RegExp,
      prepare: (id: string) => Promise<unknown>,
    ]
    const cases: readonly Refusal[] = [
      [
        'by another browser',
        403,
        'by-another',
        /Only the browser/,
        async () => {
          await other.submit('/', { message: 'of another' })
          author = other
          author.app = here.app
        },
      ],
      [
        'without any cookie',
        403,
        'by-another',
        /Only the browser/,
        async () => {
          author = new TestVisitor(here.app)
        },
      ],
      [
        'too late',
        403,
        'too-late',
        /that time is over/,
        () => here.book.moderation.setSettings({ changeWindow: '0' }, 'test').then(settled),
      ],
      [
        'of an entry that the owner has answered',
        409,
        'replied',
        /has answered/,
        (id) => here.book.moderation.mark(id, { kind: 'reply', text: 'Thanks' }, 'test').then(settled),
      ],
      [
        'of a hidden entry',
        404,
        'gone',
        /not in the book any more/,
        (id) => here.book.moderation.mark(id, { kind: 'hide' }, 'test').then(settled),
      ],
      [
        'of a removed entry',
        404,
        'gone',
        /not in the book any more/,
        (id) => here.book.moderation.remove(id, 'test').then(settled),
      ],
    ]

    test.each(cases)('%s: %d %s', async (_what, status, kind, says, prepare) => {
      const id = await sign(`mine ${kind} ${status}`)
      await prepare(id)
      const change = await author.send('PUT', `/api/entries/${id}`, { message: 'changed' })
      expect([change.statusCode, change.json().kind]).toEqual([status, kind])
      expect(change.json().detail).toMatch(says)
      const takeBack = await author.send('DELETE', `/api/entries/${id}`)
      expect([takeBack.statusCode, takeBack.json().kind]).toEqual([status, kind])
      const form = await author.submit(`/entry/${id}/change`, { message: 'typed in vain' })
      expect(form.statusCode).toBe(status)
      expect(find(form.body, 'p', { id: 'change-form-problem' }).text).toMatch(says)
      expect(form.body).toContain('typed in vain')
      for (const answer of [
        await author.get(`/entry/${id}/change`),
        await author.get(`/entry/${id}/take-back`),
        await author.submit(`/entry/${id}/take-back`),
      ]) {
        expect(answer.statusCode).toBe(status)
        expect(answer.body).toMatch(says)
        expect(headerOf(answer, 'content-type')).toBe('text/html; charset=utf-8')
      }
      expect(await messages(here)).not.toContain('changed')
      if (kind !== 'gone') expect(await messages(here)).toContain(`mine ${kind} ${status}`)
    })

    test.each(['1-0', '99999999999999-0', 'nonsense', '0-0', '1-0-0'])('an id that does not exist: %s', async (id) => {
      await sign('something')
      for (const answer of [
        await author.send('PUT', `/api/entries/${id}`, { message: 'changed' }),
        await author.send('DELETE', `/api/entries/${id}`),
        await author.get(`/entry/${id}/change`),
        await author.submit(`/entry/${id}/change`, { message: 'x' }),
        await author.submit(`/entry/${id}/take-back`),
      ]) {
        expect(answer.statusCode).toBe(404)
      }
    })

    test('from another site', async () => {
      const id = await sign('mine from here')
      const headers = { 'sec-fetch-site': 'cross-site' }
      for (const answer of [
        await author.send('PUT', `/api/entries/${id}`, { message: 'changed' }, headers),
        await author.send('DELETE', `/api/entries/${id}`, undefined, headers),
        await author.ask({ method: 'POST', url: `/entry/${id}/take-back`, headers }),
        await author.ask({ method: 'POST', url: `/entry/${id}/change`, headers }),
        await author.ask({ method: 'POST', url: `/waiting/${id}/withdraw`, headers }),
      ]) {
        expect(answer.statusCode).toBe(403)
      }
      expect((await messages(here))[0]).toBe('mine from here')
    })

    test('in the reader’s language', async () => {
      const visitor = new TestVisitor(here.app, { 'accept-language': 'de' })
      const answer = await visitor.send('DELETE', '/api/entries/1-0')
      expect(answer.json().detail).toBe('Dieser Eintrag steht nicht mehr im Buch.')
    })
  })
}
