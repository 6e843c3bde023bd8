import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { find } from '../pages/markup.ts'
import { startApp, type TestApp } from '../support/app.ts'
import { type Headers, postEntry, postForm, readEntries } from './requests.ts'

const forwarded = { host: 'inner:8080', 'x-forwarded-host': 'book.example', origin: 'https://book.example' }

describe.each<[where: string, environment: Record<string, string>, rows: [headers: Headers, isTaken: boolean][]]>([
  [
    'served directly',
    {},
    [
      [{}, true],
      [{ 'sec-fetch-site': 'same-origin' }, true],
      [{ 'sec-fetch-site': 'none' }, true],
      [{ 'sec-fetch-site': 'same-site' }, false],
      [{ 'sec-fetch-site': 'cross-site' }, false],
      [{ 'sec-fetch-site': 'cross-site', origin: 'http://book.test', host: 'book.test' }, false],
      [{ origin: 'http://book.test', host: 'book.test' }, true],
      [{ origin: 'http://book.test:30001', host: 'book.test:30001' }, true],
      [{ origin: 'http://evil.test', host: 'book.test' }, false],
      [{ origin: 'null', host: 'book.test' }, false],
      [forwarded, false],
    ],
  ],
  [
    'behind a trusted proxy that tells the host',
    { TRUST_PROXY: '1' },
    [
      [forwarded, true],
      [{ ...forwarded, origin: 'https://evil.example' }, false],
      [{ ...forwarded, origin: 'http://inner:8080' }, false],
    ],
  ],
  [
    'under a public address',
    { PUBLIC_URL: 'https://book.example' },
    [
      [{ host: 'book.example', origin: 'https://book.example' }, true],
      [{ host: 'book.example:443', origin: 'https://book.example' }, true],
      [{ host: 'book.example', origin: 'https://evil.example' }, false],
      [{ host: 'book.example', origin: 'https://book.example:8443' }, false],
    ],
  ],
])('%s', (_where, environment, rows) => {
  let guestbook: TestApp
  beforeAll(async () => {
    guestbook = await startApp(environment)
  })
  afterAll(() => guestbook?.[Symbol.asyncDispose]())

  test.each(rows)('%j taken: %s', async (headers, isTaken) => {
    const host = String(headers.host ?? 'localhost')
    const before = (await readEntries(guestbook.app, '', { host })).length
    const form = await postForm(guestbook.app, { name: 'Ada', message: 'From where?' }, headers)
    const api = await postEntry(guestbook.app, { message: 'From where?' }, headers)
    expect([form.statusCode, api.statusCode]).toEqual(isTaken ? [303, 201] : [403, 403])
    expect((await readEntries(guestbook.app, '', { host })).length).toBe(before + (isTaken ? 2 : 0))
    if (isTaken) return
    // What another site made a browser send must not wait in the form for a click.
    expect(find(form.body, 'textarea').text.trim()).toBe('')
    expect(form.body).not.toMatch(/From where|Ada/)
    expect(find(form.body, 'p', { id: 'form-problem' }).text).toContain('another site')
    expect(api.json()).toMatchObject({
      status: 403,
      kind: 'cross-site',
      detail: expect.stringContaining('another site'),
    })
  })

  test('reading is never refused', async () => {
    const host = String(rows[0]?.[0].host ?? 'localhost')
    const headers = { host, 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }
    for (const url of ['/', '/api/entries', '/feed.atom']) {
      expect((await guestbook.app.inject({ url, headers })).statusCode).toBe(200)
    }
  })
})

test('another site cannot use up what a visitor may post', async () => {
  await using guestbook = await startApp({ RATE_LIMIT: '2' })
  const headers = { 'sec-fetch-site': 'cross-site' }
  for (let count = 0; count < 5; count++) {
    expect((await postForm(guestbook.app, { message: 'spam' }, headers)).statusCode).toBe(403)
    expect((await postEntry(guestbook.app, { message: 'spam' }, headers)).statusCode).toBe(403)
  }
  expect((await postForm(guestbook.app, { message: 'Hello' })).statusCode).toBe(303)
})
