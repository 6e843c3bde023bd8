import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Entry } from '../../server/common/entry.ts'
import { startApp, type TestApp } from '../support/app.ts'
import { draft } from '../support/entry.ts'
import { removeEntry } from '../support/remove-entry.ts'
import { addEntries, cookieOf, type Headers, headerOf, postEntry, readEntries } from './requests.ts'

let guestbook: TestApp
beforeAll(async () => {
  guestbook = await startApp()
})
afterAll(() => guestbook?.[Symbol.asyncDispose]())

const POSITION = /^\d+-\d+\.\d+-\d+\.[\w-]+$/

describe('POST /api/entries', () => {
  test('answers with the entry, where it is, and how far the book is now', async () => {
    const response = await postEntry(guestbook.app, { name: ' Ada ', message: 'Hello\r\nthere ' })
    expect(response.statusCode).toBe(201)
    const entry = response.json()
    expect(entry).toEqual({
      ...draft({ name: 'Ada', message: 'Hello\nthere' }),
      id: expect.stringMatching(/^\d+-\d+$/),
      createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    })
    expect(headerOf(response, 'location')).toBe(`/api/entries/${entry.id}`)
    expect(headerOf(response, 'content-type')).toBe('application/json; charset=utf-8')
    const position = headerOf(response, 'guestbook-position')
    expect(position).toMatch(POSITION)
    expect(position).toContain(`${entry.id}.`)
    expect(cookieOf(response, 'guestbook-position')?.value).toBe(position)
    const found = await guestbook.app.inject(headerOf(response, 'location') ?? '')
    expect(found.json()).toEqual(entry)
  })

  test.each([
    ['no name', { message: 'Hello' }],
    ['an empty name', { name: '', message: 'Hello' }],
  ])('%s is anonymous', async (_why, body) => {
    const response = await postEntry(guestbook.app, body)
    expect(response.json()).toMatchObject({ name: '', message: 'Hello' })
  })

  test.each([
    ['1000 letters', 'a'.repeat(1000), 'é'.repeat(1000)],
    ['400 family emoji', '👨‍👩‍👧‍👦'.repeat(400), '👩‍👩‍👧‍👦'.repeat(400)],
    ['250 kisses of 10 code points each', '👩🏽‍❤️‍💋‍👨🏿'.repeat(250), '👨🏽‍❤️‍💋‍👨🏿'.repeat(250)],
  ])('%s, also with every character escaped', async (_what, message, other) => {
    const escaped = JSON.stringify({ message: other }).replace(
      /[^ -~]/g,
      (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
    )
    const bodies = [
      [JSON.stringify({ message }), message],
      [escaped, other],
    ] as const
    for (const [body, expected] of bodies) {
      const response = await postEntry(guestbook.app, body)
      expect(response.statusCode).toBe(201)
      expect(response.json().message).toBe(expected)
    }
  })
})

test.each(['/api/entries', '/api/none'])(
  'an answer to a program (%s) forbids a browser everything, in few headers',
  async (url) => {
    const { headers } = await guestbook.app.inject(url)
    expect(headers).toMatchObject({
      'content-security-policy': "default-src 'none';frame-ancestors 'none'",
      'cross-origin-resource-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'x-robots-tag': 'noindex',
    })
    for (const name of ['x-frame-options', 'x-xss-protection', 'referrer-policy'])
      expect(headers).not.toHaveProperty(name)
  },
)

describe('what is refused is explained as a problem document', () => {
  const manyMarks = `a${'\u0301'.repeat(20_000)}`
  test.each<[what: string, body: unknown, status: number, says: RegExp, pointer?: string]>([
    ['an empty message', { message: '' }, 422, /a few words/, '#/message'],
    ['a blank message', { message: ' \n\u3000' }, 422, /a few words/, '#/message'],
    ['a message of zero-width spaces', { message: '\u200b' }, 422, /a few words/, '#/message'],
    ['1001 letters', { message: 'a'.repeat(1001) }, 422, /1,001 characters, and there is room for 1,000/, '#/message'],
    ['1001 family emoji', { message: '👨‍👩‍👧‍👦'.repeat(1001) }, 422, /1,001 characters/, '#/message'],
    [
      'a name of 51 letters',
      { name: 'n'.repeat(51), message: 'Hi' },
      422,
      /51 characters, and there is room for 50/,
      '#/name',
    ],
    ['one letter under 20,000 marks', { message: manyMarks }, 422, /combining marks/, '#/message'],
    ['no message', { name: 'Ada' }, 400, /"message" is missing/, '#/message'],
    ['an empty object', {}, 400, /"message" is missing/, '#/message'],
    ['a number for the message', { message: 7 }, 400, /"message" must be text/, '#/message'],
    ['an object for the message', { message: { text: 'Hi' } }, 400, /"message" must be text/, '#/message'],
    ['an array for the message', { message: ['Hi'] }, 400, /"message" must be text/, '#/message'],
    ['true for the message', { message: true }, 400, /"message" must be text/, '#/message'],
    ['null for the message', { message: null }, 400, /"message" must be text/, '#/message'],
    ['a number for the name', { name: 7, message: 'Hi' }, 400, /"name" must be text/, '#/name'],
    ['null for the name', { name: null, message: 'Hi' }, 400, /"name" must be text/, '#/name'],
    ['an unknown field', { message: 'Hi', role: 'owner' }, 400, /"role" is not known/, '#/role'],
    ['an id of one’s own', { message: 'Hi', id: '1-1' }, 400, /"id" is not known/, '#/id'],
    ['a field with a slash', { message: 'Hi', 'a/b~ c': 1 }, 400, /"a\/b~ c" is not known/, '#/a~1b~0%20c'],
    ['text', '"Hello"', 400, /must be a JSON object/],
    ['an array', [], 400, /must be a JSON object/],
    ['null', 'null', 400, /must be a JSON object/],
    ['a number', '7', 400, /must be a JSON object/],
    ['broken JSON', '{"message":', 400, /must be a JSON document/],
    ['no JSON', 'message=Hello', 400, /must be a JSON document/],
    ['no body', '', 400, /must be a JSON document/],
    ['__proto__', '{"message":"Hi","__proto__":{"name":"x"}}', 400, /JSON document|not known/],
    ['constructor.prototype', '{"message":"Hi","constructor":{"prototype":{}}}', 400, /JSON document|not known/],
    ['a megabyte', { message: 'a'.repeat(1_000_000) }, 413, /far more than fits/],
  ])('%s', async (_what, body, status, says, pointer) => {
    const before = await readEntries(guestbook.app)
    const response = await postEntry(guestbook.app, body)
    const problem = response.json()
    expect(response.statusCode).toBe(status)
    expect(headerOf(response, 'content-type')).toMatch(/^application\/problem\+json/)
    expect(headerOf(response, 'cache-control')).toBe('no-store')
    expect(problem).toMatchObject({
      kind: expect.stringMatching(/^[a-z-]+$/),
      status,
      title: expect.any(String),
      requestId: expect.any(String),
    })
    expect(problem.detail).toMatch(says)
    if (pointer !== undefined) expect(problem.errors).toMatchObject([{ pointer, detail: expect.stringMatching(says) }])
    expect(headerOf(response, 'guestbook-position')).toMatch(POSITION)
    expect(await readEntries(guestbook.app)).toEqual(before)
  })

  test.each([
    ['a form', 'application/x-www-form-urlencoded'],
    ['plain text', 'text/plain'],
    ['XML', 'application/xml'],
    ['nonsense', 'nonsense'],
  ])('%s', async (_what, type) => {
    const response = await postEntry(guestbook.app, { message: 'Hi' }, { 'content-type': type })
    expect(response.statusCode).toBe(415)
    expect(response.json().detail).toContain('application/json')
  })

  test('nothing sent at all', async () => {
    const response = await guestbook.app.inject({ method: 'POST', url: '/api/entries' })
    expect(response.statusCode).toBe(400)
    expect(response.json().detail).toMatch(/JSON object/)
  })

  test('both fields wrong: both are told', async () => {
    const response = await postEntry(guestbook.app, { name: 'n'.repeat(51), message: '' })
    expect(response.json().errors).toMatchObject([{ pointer: '#/name' }, { pointer: '#/message' }])
  })

  test('a field’s name of 100 KB is not repeated', async () => {
    const response = await postEntry(guestbook.app, { message: 'Hi', ['x'.repeat(100_000)]: 1 })
    expect(response.statusCode).toBe(400)
    expect(response.body.length).toBeLessThan(1000)
  })

  test('200 unknown fields with huge numbers are refused at the first', async () => {
    const fields = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`field${index}`, 10 ** 308]))
    const response = await postEntry(guestbook.app, { ...fields, message: 'Hi' })
    expect(response.statusCode).toBe(400)
    expect(response.json().errors).toHaveLength(1)
  })
})

describe('why an entry is refused is said to programs by its kind, and to visitors in their language', () => {
  test.each<[kind: string, body: unknown, status: number]>([
    ['message-empty', { message: '' }, 422],
    ['message-too-long', { message: 'a'.repeat(1001) }, 422],
    ['name-too-long', { name: 'n'.repeat(51), message: 'Hi' }, 422],
    ['too-large', { message: 'a'.repeat(1_000_000) }, 413],
    ['bad-request', { message: 7 }, 400],
  ])('%s', async (kind, body, status) => {
    expect((await postEntry(guestbook.app, body)).json()).toMatchObject({ kind, status })
  })

  test.each<[headers: Headers, says: string]>([
    [{}, 'Please write a few words first.'],
    [{ 'accept-language': 'de-AT, en;q=0.5' }, 'Schreib bitte zuerst ein paar Worte.'],
    [{ cookie: 'guestbook-language=zh-Hans', 'accept-language': 'de' }, '先写几句话吧。'],
    [{ 'guestbook-language': 'fr', cookie: 'guestbook-language=es' }, 'Écrivez d’abord quelques mots.'],
  ])('%j: %s', async (headers, says) => {
    const problem = (await postEntry(guestbook.app, { message: ' ' }, headers)).json()
    expect(problem).toMatchObject({ kind: 'message-empty', title: 'Unprocessable Entity', detail: says })
    expect(problem.errors).toEqual([{ pointer: '#/message', detail: says }])
  })

  test('what comes from another site, too', async () => {
    const headers = { 'sec-fetch-site': 'cross-site', 'accept-language': 'de' }
    const problem = (await postEntry(guestbook.app, { message: 'Hi' }, headers)).json()
    expect(problem).toMatchObject({
      kind: 'cross-site',
      status: 403,
      detail: expect.stringContaining('anderen Website'),
    })
  })
})

describe('Idempotency-Key', () => {
  test('the same post under the same key is added once, and answered alike', async () => {
    const post = () => postEntry(guestbook.app, { message: 'Once' }, { 'idempotency-key': 'a key of its own, 1' })
    const [first, ...others] = [await post(), ...(await Promise.all([post(), post()])), await post()]
    for (const other of others) {
      expect(other.statusCode).toBe(201)
      expect(other.json()).toEqual(first?.json())
      expect(other.headers.location).toBe(first?.headers.location)
    }
    expect((await readEntries(guestbook.app)).filter(({ message }) => message === 'Once')).toHaveLength(1)
  })

  test('another post under the same key is refused', async () => {
    const headers = { 'idempotency-key': 'a key of its own, 2' }
    await postEntry(guestbook.app, { message: 'One' }, headers)
    const response = await postEntry(guestbook.app, { message: 'Two' }, headers)
    expect(response.statusCode).toBe(422)
    expect(response.json().detail).toContain('Idempotency-Key')
  })

  test.each([16, 255])('of %i characters is taken', async (length) => {
    const headers = { 'idempotency-key': 'k'.repeat(length) }
    expect((await postEntry(guestbook.app, { message: 'Hi' }, headers)).statusCode).toBe(201)
  })

  test('of a client that has changed networks is still the same', async () => {
    const post = (remoteAddress: string) => {
      const headers = { 'idempotency-key': 'from a train, 0001' }
      const payload = { message: 'On a train' }
      return guestbook.app.inject({ method: 'POST', url: '/api/entries', remoteAddress, headers, payload })
    }
    expect((await post('192.0.2.1')).json()).toEqual((await post('2001:db8::1')).json())
  })

  test('a post that was refused leaves its key free', async () => {
    const headers = { 'idempotency-key': 'a key of its own, 3' }
    expect((await postEntry(guestbook.app, { message: '' }, headers)).statusCode).toBe(422)
    expect((await postEntry(guestbook.app, { message: 'Better' }, headers)).statusCode).toBe(201)
  })

  test.each([
    ['an empty one', ''],
    ['one that others have as well', '1'],
    ['one of 15 characters', 'k'.repeat(15)],
    ['one of 256 characters', 'k'.repeat(256)],
  ])('%s is refused', async (_what, key) => {
    const response = await postEntry(guestbook.app, { message: 'Hi' }, { 'idempotency-key': key })
    expect(response.statusCode).toBe(400)
    expect(response.json().detail).toMatch(/"idempotency-key" must be a text of 16 to 255 characters/)
  })
})

describe('GET /api/entries', () => {
  test('pages through the book, newest first, without gap or duplicate', async () => {
    const added = await addEntries(guestbook.app, 25)
    const newest = await guestbook.app.inject('/api/entries')
    const page = newest.json()
    expect(page.entries).toHaveLength(20)
    expect(page.entries.map(({ message }: { message: string }) => message)).toEqual(
      added
        .slice(5)
        .map(({ message }) => message)
        .toReversed(),
    )
    expect(page.next).toBe(page.entries.at(-1).id)
    const ids: string[] = []
    for (let next: string | null | undefined; next !== null; ) {
      const response = await guestbook.app.inject(`/api/entries?limit=7${next ? `&before=${next}` : ''}`)
      const body = response.json()
      expect(body.total).toBe(page.total)
      ids.push(...body.entries.map(({ id }: { id: string }) => id))
      next = body.next
    }
    expect(ids).toHaveLength(page.total)
    expect(new Set(ids).size).toBe(page.total)
  })

  test('is private, tagged, and not sent again to whoever has it', async () => {
    const first = await guestbook.app.inject('/api/entries')
    expect(first.headers).toMatchObject({
      'cache-control': 'private, no-cache',
      'content-type': 'application/json; charset=utf-8',
      'guestbook-position': expect.stringMatching(POSITION),
    })
    const headers = { 'if-none-match': headerOf(first, 'etag') }
    const second = await guestbook.app.inject({ url: '/api/entries', headers: headers as Record<string, string> })
    expect(second).toMatchObject({ statusCode: 304, body: '' })
    expect(headerOf(second, 'guestbook-position')).toBe(headerOf(first, 'guestbook-position'))
    expect(cookieOf(first, 'guestbook-position')).toBeUndefined()
  })

  test.each([
    ['limit=0', /"limit" must be a whole number from 1 to 100/],
    ['limit=-1', /"limit" must be/],
    ['limit=101', /"limit" must be/],
    ['limit=x', /"limit" must be/],
    ['limit=', /"limit" must be/],
    ['limit=1.5', /"limit" must be/],
    ['limit=1e999', /"limit" must be/],
    ['limit=5&limit=6', /"limit" must be/],
    ['before=', /"before" must be the id of an entry/],
    ['before=x', /"before" must be/],
    ['before=1', /"before" must be/],
    ['before=1-2-3', /"before" must be/],
    ['before=-1-0', /"before" must be/],
    ['before=01-0', /"before" must be/],
    ['before=18446744073709551616-0', /"before" must be/],
    ['before=1-0&before=2-0', /"before" must be/],
    ['before=1-0%00', /"before" must be/],
    ['before=%2b', /"before" must be/],
    ['before=(1-0', /"before" must be/],
  ])('%s is refused', async (query, says) => {
    const response = await guestbook.app.inject(`/api/entries?${query}`)
    expect(response.statusCode).toBe(400)
    expect(headerOf(response, 'content-type')).toMatch(/^application\/problem\+json/)
    expect(response.json().detail).toMatch(says)
    expect(headerOf(response, 'guestbook-position')).toMatch(POSITION)
  })

  test.each(['utm_source=x', '__proto__=x', 'constructor[prototype]=x'])(
    'a parameter of no meaning: %s',
    async (query) => {
      expect((await guestbook.app.inject(`/api/entries?${query}`)).statusCode).toBe(200)
    },
  )

  test('the greatest cursor that there is gives the newest page, the least an empty one', async () => {
    const greatest = '18446744073709551615-18446744073709551615'
    expect(await readEntries(guestbook.app, `?before=${greatest}`)).toEqual(await readEntries(guestbook.app))
    expect(await readEntries(guestbook.app, '?before=0-0')).toEqual([])
    expect(await readEntries(guestbook.app, '?before=0-1')).toEqual([])
  })
})

describe('GET /api/entries/<id>', () => {
  test.each([
    ['an id that there never was', '1-1'],
    ['the greatest id', '18446744073709551615-18446744073709551615'],
    ['no id', 'x'],
    ['too long for an id', 'x'.repeat(500)],
    ['a zero byte', '%00'],
    ['a slash', '1%2F2'],
    ['a pattern', ':id'],
    ['a star', '*'],
    ['a name that every object has', '__proto__'],
  ])('%s: 404', async (_what, id) => {
    const response = await guestbook.app.inject(`/api/entries/${id}`)
    expect(response.statusCode).toBe(404)
    expect(headerOf(response, 'content-type')).toMatch(/^application\/problem\+json/)
    expect(response.json()).toMatchObject({ status: 404, detail: expect.stringMatching(/./) })
    expect(headerOf(response, 'guestbook-position')).toMatch(POSITION)
  })

  test('an entry that was taken out is gone', async () => {
    const [entry] = await addEntries(guestbook.app, 1)
    const url = `/api/entries/${entry?.id}`
    expect((await guestbook.app.inject(url)).statusCode).toBe(200)
    await removeEntry(guestbook.book, entry?.id ?? '')
    await expect.poll(async () => (await guestbook.app.inject(url)).statusCode).toBe(404)
  })
})

test('a page of entries that are long beyond measure ends early, and the next one goes on', async () => {
  await using long = await startApp()
  // As an earlier version took them.
  const message = `q${'\u0301'.repeat(9)}`.repeat(1000)
  for (let number = 0; number < 45; number++) await long.book.append({ name: `${number}`, message })
  const names: string[] = []
  const sizes: number[] = []
  const bytes: number[] = []
  for (let next: string | null = ''; next !== null; ) {
    const response = await long.app.inject(`/api/entries?limit=100${next && `&before=${next}`}`)
    const page: { entries: Entry[]; next: string | null } = response.json()
    bytes.push(response.rawPayload.length)
    names.push(...page.entries.map(({ name }) => name))
    sizes.push(page.entries.length)
    next = page.next
  }
  expect(names).toEqual(Array.from({ length: 45 }, (_, index) => `${44 - index}`))
  expect(Math.max(...bytes)).toBeLessThan(100_000)
  expect(sizes.every((size) => size > 0)).toBe(true)
})
