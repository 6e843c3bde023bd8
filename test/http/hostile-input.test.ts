import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startApp, type TestApp } from '../support/app.ts'
import { processorTime } from '../support/busy.ts'
import { headerOf, postEntry, postForm, readEntries } from './requests.ts'

/** How much work a body may make, in milliseconds of the processor: what grows with the square of its length takes far more. */
const LITTLE = 2000

describe('within the application', () => {
  let guestbook: TestApp
  beforeAll(async () => {
    guestbook = await startApp({ SEED_MESSAGE: 'Hello' })
  })
  afterAll(() => guestbook?.[Symbol.asyncDispose]())

  test('no header of a request becomes a header of an answer', async () => {
    const evil = 'evil\u00ff<>"'
    const headers = Object.fromEntries(
      [
        'host',
        'x-forwarded-host',
        'x-forwarded-proto',
        'x-request-id',
        'request-id',
        'traceparent',
        'referer',
        'origin',
      ]
        .concat(['x-original-url', 'x-rewrite-url', 'forwarded', 'x-http-method-override', 'accept-language'])
        .map((name) => [name, evil]),
    )
    for (const url of ['/', '/nothing', '/api/entries', '/favicon.ico', '/feed.atom', '/assets/x']) {
      const response = await guestbook.app.inject({ url, headers })
      expect(JSON.stringify(response.headers)).not.toContain('evil')
      expect(response.body).not.toContain('evil')
    }
  })

  test('a redirect leads within the site, whatever Host says', async () => {
    const response = await postForm(guestbook.app, { message: 'Hi' }, { host: 'evil.test' })
    expect(headerOf(response, 'location')).toMatch(/^\/entry\/\d+-\d+$/)
  })

  test('no header, field or parameter changes the method', async () => {
    const before = await readEntries(guestbook.app)
    const headers = { 'x-http-method-override': 'POST', 'x-method-override': 'DELETE' }
    for (const url of [
      '/?_method=POST&message=x',
      '/api/entries?_method=POST&message=x',
      `/api/entries/${before[0]?.id}?_method=DELETE`,
    ]) {
      expect((await guestbook.app.inject({ url, headers })).statusCode).toBe(200)
    }
    expect((await postForm(guestbook.app, { message: 'x', _method: 'DELETE' })).statusCode).toBe(400)
    expect(await readEntries(guestbook.app)).toEqual(before)
  })

  test('objects keep their prototypes', async () => {
    for (const body of [
      '{"message":"x","__proto__":{"polluted":1}}',
      '{"message":"x","constructor":{"prototype":{"polluted":1}}}',
      '{"__proto__":{"message":"x"}}',
      '{"message":{"__proto__":{"polluted":1}}}',
    ]) {
      expect((await postEntry(guestbook.app, body)).statusCode).toBe(400)
    }
    for (const form of [
      '__proto__[polluted]=1&message=x',
      'constructor.prototype.polluted=1&message=x',
      '__proto__=1',
    ]) {
      expect((await postForm(guestbook.app, form)).statusCode).toBe(400)
    }
    await guestbook.app.inject('/?__proto__[polluted]=1&__proto__.polluted=1&lang[__proto__][polluted]=1')
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  })

  test.each([
    ['JSON nested 60,000 deep', `{"message":${'['.repeat(60_000)}${']'.repeat(60_000)}}`],
    ['10,000 fields', JSON.stringify(Object.fromEntries(Array.from({ length: 9000 }, (_, i) => [`f${i}`, 1])))],
    ['a number of 100,000 digits', `{"message":${'9'.repeat(100_000)}}`],
  ])('%s: refused with little work', async (_what, payload) => {
    const refuse = async () => expect((await postEntry(guestbook.app, payload)).statusCode).toBe(400)
    expect(await processorTime(refuse)).toBeLessThan(LITTLE)
  })

  test.each([
    ['spaces', ' '.repeat(100_000)],
    ['spaces around a letter', `${' '.repeat(50_000)}a${' '.repeat(50_000)}`],
    ['line breaks', '\r\n'.repeat(50_000)],
    ['combining marks in the worst order', `a${'\u0345\u0301\u0323'.repeat(15_000)}`],
    ['black flags and tags', '\u{1f3f4}\u{e0067}'.repeat(10_000)],
    ['joiners', '\u200d'.repeat(30_000)],
    ['regional indicators', '\u{1f1e6}'.repeat(20_000)],
    ['Hangul', '\u1100'.repeat(30_000)],
  ])('a message of %s makes little work', async (_what, message) => {
    const refuse = async () => {
      const api = await postEntry(guestbook.app, { name: message.slice(0, 1000), message })
      expect([400, 413, 422]).toContain(api.statusCode)
    }
    expect(await processorTime(refuse)).toBeLessThan(LITTLE)
  })

  test('a form of a million empty fields makes little work', async () => {
    const refuse = async () => expect((await postForm(guestbook.app, 'a&'.repeat(1_000_000))).statusCode).toBe(413)
    expect(await processorTime(refuse)).toBeLessThan(LITTLE)
  })

  test('all together still left one entry and the posts of these tests', async () => {
    expect((await readEntries(guestbook.app)).map(({ message }) => message)).toEqual(['Hi', 'Hello'])
  })
})
