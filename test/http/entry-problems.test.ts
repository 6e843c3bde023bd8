import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startApp, type TestApp } from '../support/app.ts'
import { type Headers, headerOf, POSITION, postEntry, readEntries } from './requests.ts'

let guestbook: TestApp
beforeAll(async () => {
  guestbook = await startApp()
})
afterAll(() => guestbook?.[Symbol.asyncDispose]())

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
    ['__proto__', '{"message":"Hi","__proto__":{"name":"x"}}', 400, /"__proto__" is not known/],
    ['constructor.prototype', '{"message":"Hi","constructor":{"prototype":{}}}', 400, /"constructor" is not known/],
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
    ['malformed', '{"message":', 400],
    ['malformed', '', 400],
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
