import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startApp, type TestApp } from '../support/app.ts'
import { type Headers, headerOf, postEntry, readEntries } from './requests.ts'

let guestbook: TestApp
beforeAll(async () => {
  guestbook = await startApp()
})
afterAll(() => guestbook?.[Symbol.asyncDispose]())

function post(payload: Buffer | string, headers: Headers = {}) {
  const type = { 'content-type': 'application/json' }
  return guestbook.app.inject({ method: 'POST', url: '/api/entries', headers: { ...type, ...headers }, payload })
}

describe('bytes that are not UTF-8 are refused with that reason, and nothing is stored', () => {
  test.each([
    ['cp1252', Buffer.from('{"name":"J\u00fcrgen","message":"Hi"}', 'latin1')],
    ['a key in cp1252', Buffer.from('{"message":"Hi","n\u00e4me":""}', 'latin1')],
    ['an overlong slash', Buffer.from('{"message":"a\u00c0\u00afb"}', 'latin1')],
    ['half of a surrogate pair', Buffer.from('{"message":"a\u00ed\u00a0\u0080b"}', 'latin1')],
    ['a sequence that is cut off', Buffer.from('{"message":"a\u00e4\u00bd"}', 'latin1')],
    ['beyond the last code point', Buffer.from('{"message":"\u00f4\u0090\u0080\u0080"}', 'latin1')],
    ['UTF-16', Buffer.from('\ufeff{"message":"Hi"}', 'utf16le')],
  ])('%s', async (_what, payload) => {
    const before = await readEntries(guestbook.app)
    const response = await post(payload)
    expect(response.statusCode).toBe(400)
    expect(headerOf(response, 'content-type')).toBe('application/problem+json')
    expect(response.json()).toMatchObject({ kind: 'not-utf8', detail: expect.stringContaining('UTF-8') })
    expect(await readEntries(guestbook.app)).toEqual(before)
  })

  test.each(['{"message":"a\\ud83d"}', '{"message":"\\ude00\\ud83d"}', '{"message":"Hi","name":"\\uDFFF"}'])(
    'half of a surrogate pair, escaped: %s',
    async (payload) => {
      const response = await post(payload)
      expect(response.statusCode).toBe(400)
      expect(response.json().detail).toContain('half of a surrogate pair')
      expect(response.json().errors).toHaveLength(1)
    },
  )

  test('a gzipped body', async () => {
    const response = await post(gzipSync('{"message":"Hi"}'))
    expect(response.statusCode).toBe(400)
  })
})

describe('what is UTF-8 is taken', () => {
  test.each([
    ['letters of two bytes', '{"message":"Gr\u00fc\u00dfe"}', 'Gr\u00fc\u00dfe'],
    ['a pair of escapes', '{"message":"\\ud83d\\ude00"}', '\u{1f600}'],
    ['a byte order mark', '\ufeff{"message":"marked"}', 'marked'],
    ['a replacement character that was sent as such', '{"message":"a\ufffdb"}', 'a\ufffdb'],
    ['the same, escaped', '{"message":"c\\ufffdd"}', 'c\ufffdd'],
  ])('%s', async (_what, payload, message) => {
    expect((await post(payload)).statusCode).toBe(201)
    expect((await readEntries(guestbook.app))[0]?.message).toBe(message)
  })
})

describe('the headers of a body', () => {
  test.each([
    'application/json; charset=utf-8',
    'application/json;charset="UTF-8"',
    'application/json; Charset = Utf-8',
    'application/json; charset=utf8',
    'application/json; charset=us-ascii',
    'application/json; profile=x',
    'application/json; profile="charset=latin1"; charset=utf-8',
  ])('%s: taken', async (type) => {
    expect((await post('{"message":"Hi"}', { 'content-type': type })).statusCode).toBe(201)
  })

  test.each([
    'application/json; charset=iso-8859-1',
    'application/json; charset="windows-1252"',
    'application/json;CHARSET=UTF-16',
    'application/json; profile=x; charset=utf-32',
    'application/json; charset=utf-8; charset=gb18030',
    'application/json; charset=',
  ])('%s: refused', async (type) => {
    const response = await post('{"message":"Hi"}', { 'content-type': type })
    expect(response.statusCode).toBe(415)
    expect(headerOf(response, 'content-type')).toBe('application/problem+json')
    expect(response.json().detail).toContain('UTF-8')
  })

  test.each(['identity', 'Identity', '', 'identity, identity'])('Content-Encoding: %s is taken', async (coding) => {
    expect((await post('{"message":"Hi"}', { 'content-encoding': coding })).statusCode).toBe(201)
  })

  test.each(['gzip', 'br', 'deflate', 'zstd', 'identity, gzip', 'x-unknown'])(
    'Content-Encoding: %s is refused, before anything is made of the body',
    async (coding) => {
      for (const payload of ['{"message":"Hi"}', gzipSync('{"message":"Hi"}')]) {
        const response = await post(payload, { 'content-encoding': coding })
        expect(response.statusCode).toBe(415)
        expect(response.json().detail).toContain('Content-Encoding')
        expect(headerOf(response, 'accept-encoding')).toBe('identity')
      }
    },
  )

  test('the form is held to the same', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded', 'content-encoding': 'gzip' }
    const payload = gzipSync('message=Hi')
    const response = await guestbook.app.inject({ method: 'POST', url: '/', headers, payload })
    expect(response.statusCode).toBe(415)
    expect(headerOf(response, 'content-type')).toBe('text/html; charset=utf-8')
  })

  test('count for a request that has no body to be read: they are passed over', async () => {
    const headers = { 'content-type': 'text/html; charset=iso-8859-1', 'content-encoding': 'gzip' }
    for (const url of ['/', '/api/entries']) {
      expect((await guestbook.app.inject({ url, headers })).statusCode).toBe(200)
    }
  })
})

test('a problem says which field is meant, and what is expected', async () => {
  const response = await postEntry(guestbook.app, { name: `Z${'\u0334'.repeat(9)}`, message: '\u1100'.repeat(17) })
  expect(response.statusCode).toBe(422)
  expect(response.json().errors).toEqual([
    { pointer: '#/name', detail: expect.stringMatching(/more than 8 combining marks/) },
    { pointer: '#/message', detail: expect.stringMatching(/more than 16 parts/) },
  ])
  const large = await postEntry(guestbook.app, { message: '👨‍👩‍👧‍👦'.repeat(1000) })
  expect(large.statusCode).toBe(422)
  expect(large.json().detail).toMatch(/25 KB, and an entry has room for 10 KB/)
  const long = await postEntry(guestbook.app, { message: '😀'.repeat(20_000) })
  expect(long.json().detail).toMatch(/room for 1,000/)
})
