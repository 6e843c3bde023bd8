import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { canonicalHost, isHost } from '../../server/http/host.ts'
import { find } from '../pages/markup.ts'
import { startApp, type TestApp } from '../support/app.ts'
import { ask } from '../support/ask.ts'
import { send } from '../support/raw.ts'
import { startServer } from '../support/server.ts'
import { type Headers, headerOf, postEntry, postForm } from './requests.ts'

test.each([
  ['book.example', true],
  ['book.example:8080', true],
  ['book.example.', true],
  ['[::1]:8080', true],
  ['b%2Fok', true],
  ['', true],
  ['a b', false],
  ['a/b', false],
  ['a@b', false],
  ['a:b', false],
  ['::1', false],
  ['[::1', false],
  ['a,b', true],
  ['"a"', false],
])('%j is a host: %s', (text, expected) => {
  expect(isHost(text)).toBe(expected)
})

test.each([
  ['Book.Example', 'http:', 'book.example'],
  ['book.example.', 'http:', 'book.example'],
  ['book.example.:8080', 'http:', 'book.example:8080'],
  ['book.example:80', 'http:', 'book.example'],
  ['book.example:80', 'https:', 'book.example:80'],
  ['book.example:443', 'https:', 'book.example'],
  ['book.example:', 'https:', 'book.example'],
  ['[0:0:0:0:0:0:0:1]:8080', 'http:', '[::1]:8080'],
  ['book.example:99999', 'http:', undefined],
  ['a@book.example', 'http:', undefined],
  ['', 'http:', undefined],
])('the host %s under %s is %s', (host, protocol, expected) => {
  expect(canonicalHost(host, protocol)).toBe(expected)
})

describe.each<[environment: Record<string, string>, rows: [headers: Headers, isOurs: boolean][]]>([
  [
    { PUBLIC_URL: 'https://book.example' },
    [
      [{ host: 'book.example' }, true],
      [{ host: 'BOOK.example' }, true],
      [{ host: 'book.example.' }, true],
      [{ host: 'book.example:443' }, true],
      [{ host: 'book.example:80' }, false],
      [{ host: 'book.example:8080' }, false],
      [{ host: 'book.example.evil.test' }, false],
      [{ host: 'www.book.example' }, false],
      [{ host: 'evil.test' }, false],
      [{ host: '' }, false],
      [{ host: 'localhost' }, false],
      [{ host: '127.0.0.1:8080' }, false],
      [{ host: '[::1]:8080' }, false],
      [{ host: 'book.example', 'x-forwarded-host': 'evil.test' }, true],
      [{ host: 'inner:8080', 'x-forwarded-host': 'book.example' }, false],
    ],
  ],
  [
    { PUBLIC_URL: 'http://book.example:8080' },
    [
      [{ host: 'book.example:8080' }, true],
      [{ host: 'book.example' }, false],
      [{ host: 'book.example:80' }, false],
    ],
  ],
  [
    { PUBLIC_URL: 'http://[2001:db8::1]:8080' },
    [
      [{ host: '[2001:db8::1]:8080' }, true],
      [{ host: '[2001:DB8:0::1]:8080' }, true],
      [{ host: '[2001:db8::2]:8080' }, false],
    ],
  ],
  [
    { PUBLIC_URL: 'https://book.example', TRUST_PROXY: '1' },
    [
      [{ host: 'inner:8080', 'x-forwarded-host': 'book.example' }, true],
      [{ host: 'inner:8080', 'x-forwarded-host': 'book.example:443' }, true],
      [{ host: 'inner:8080', 'x-forwarded-host': 'evil.test' }, false],
      [{ host: 'inner:8080' }, false],
      [{ host: 'book.example' }, true],
    ],
  ],
])('with %j', (environment, rows) => {
  let guestbook: TestApp
  let style: string
  beforeAll(async () => {
    guestbook = await startApp(environment)
    const host = new URL(environment.PUBLIC_URL ?? '').host
    const { body } = await guestbook.app.inject({ url: '/', headers: { host, 'x-forwarded-host': host } })
    style = find(body, 'link', { rel: 'stylesheet' }).attributes.get('href') ?? ''
  })
  afterAll(() => guestbook?.[Symbol.asyncDispose]())

  test.each(rows)('%j is taken for the book’s own: %s', async (headers, isOurs) => {
    const { app } = guestbook
    for (const url of ['/', '/api/entries', '/feed.atom', '/robots.txt', '/openapi.json', style]) {
      expect([url, (await app.inject({ url, headers })).statusCode]).toEqual([url, isOurs ? 200 : 421])
    }
    expect((await app.inject({ url: '/nowhere', headers })).statusCode).toBe(isOurs ? 404 : 421)
    expect((await postForm(app, { message: 'Hello' }, headers)).statusCode).toBe(isOurs ? 303 : 421)
    expect((await postEntry(app, { message: 'Hello' }, headers)).statusCode).toBe(isOurs ? 201 : 421)
    for (const url of ['/livez', '/readyz']) expect((await app.inject({ url, headers })).statusCode).toBe(200)
  })
})

describe('the answer to another host', () => {
  let guestbook: TestApp
  beforeAll(async () => {
    guestbook = await startApp({ PUBLIC_URL: 'https://book.example' })
  })
  afterAll(() => guestbook?.[Symbol.asyncDispose]())

  test('tells people the address, as a link, and nothing of their request', async () => {
    const response = await guestbook.app.inject({
      url: '/?lang=de',
      headers: { host: 'evil.test', accept: 'text/html' },
    })
    expect(find(response.body, 'a').attributes.get('href')).toBe('https://book.example/')
    expect(find(response.body, 'h1').text).toBe('Das Gästebuch hat eine andere Adresse')
    expect(response.body).not.toContain('evil.test')
    expect(headerOf(response, 'cache-control')).toBe('no-store')
  })

  test('tells programs the address, in a problem document', async () => {
    const response = await guestbook.app.inject({ url: '/api/entries', headers: { host: 'evil.test' } })
    expect(headerOf(response, 'content-type')).toBe('application/problem+json')
    expect(response.json()).toMatchObject({ status: 421, detail: expect.stringContaining('https://book.example') })
  })

  test('heeds a whole address more than Host', async () => {
    await using server = await startServer({ PUBLIC_URL: 'http://book.example' })
    const status = async (line: string, host: string) => {
      const answer = await send(server.port, `${line}\r\n${host}Connection: close\r\n\r\n`)
      return Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1])
    }
    expect(await status('GET http://book.example/ HTTP/1.1', 'Host: evil.test\r\n')).toBe(200)
    expect(await status('GET http://evil.test/ HTTP/1.1', 'Host: book.example\r\n')).toBe(421)
    expect(await status('OPTIONS * HTTP/1.1', 'Host: evil.test\r\n')).toBe(421)
    // HTTP/1.0 knows no hosts, and health checks speak it.
    expect(await status('GET / HTTP/1.0', '')).toBe(200)
    expect(await status('GET / HTTP/1.0', 'Host: evil.test\r\n')).toBe(421)
    expect(await status('GET / HTTP/1.1', 'Host:\r\n')).toBe(421)
    expect((await ask(server.metricsUrl)).status).toBe(200)
  })
})

describe('a proxy that changes Host is told of in the log, once', () => {
  test('without PUBLIC_URL, where a post comes from a page under another host', async () => {
    await using server = await startServer()
    const post = (origin: string, headers: Headers = {}) =>
      ask(`${server.url}/api/entries`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin, ...(headers as Record<string, string>) },
        body: '{"message":"Hello"}',
      })
    // The browser itself says that this is another site.
    expect((await post('http://evil.test', { 'sec-fetch-site': 'cross-site' })).status).toBe(403)
    for (let count = 0; count < 3; count++) expect((await post('http://guests.example.org')).status).toBe(403)
    expect((await post(`http://${'x'.repeat(5000)}.test`)).status).toBe(403)
    const { host } = new URL(server.url)
    const line = await server.logged('the warning', ({ level }) => level === 40)
    expect(line).toMatchObject({ origin: 'http://guests.example.org', host })
    expect(line.msg).toContain('guests.example.org')
    expect(line.msg).toContain(host)
    expect(line.msg).toContain('proxy_set_header Host $http_host')
    expect(line.msg).toContain('ProxyPreserveHost On')
    await ask(`${server.url}/api/entries`)
    expect(server.logs.filter(({ level }) => level >= 40)).toHaveLength(1)
  })

  test('with PUBLIC_URL, where anything is asked for under another host', async () => {
    await using server = await startServer({ PUBLIC_URL: 'https://guests.example.org' })
    for (let count = 0; count < 3; count++) expect((await ask(server.url)).status).toBe(421)
    const line = await server.logged('the warning', ({ level }) => level === 40)
    expect(line).toMatchObject({ host: new URL(server.url).host, publicUrl: 'https://guests.example.org' })
    expect(line.msg).toContain('proxy_set_header Host $http_host')
    await ask(`${server.url}/livez`)
    expect(server.logs.filter(({ level }) => level >= 40)).toHaveLength(1)
  })
})
