import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startApp, type TestApp } from '../support/app.ts'
import { draft } from '../support/entry.ts'
import { removeEntry } from '../support/remove-entry.ts'
import { addEntries, cookieOf, headerOf, POSITION, postEntry, readEntries } from './requests.ts'

let guestbook: TestApp
beforeAll(async () => {
  guestbook = await startApp()
})
afterAll(() => guestbook?.[Symbol.asyncDispose]())

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
