import { once } from 'node:events'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ask } from '../support/ask.ts'
import { send as sendBytes } from '../support/raw.ts'
import { type RunningServer, startServer } from '../support/server.ts'

let server: RunningServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server?.[Symbol.asyncDispose]())

const send = (bytes: string) => sendBytes(server.port, bytes)
const statusesOf = (answer: string) => [...answer.matchAll(/^HTTP\/1\.1 (\d+)/gm)].map(([, status]) => Number(status))
const headerOf = (answer: string, name: string) => new RegExp(`^${name}: (.*)\r$`, 'im').exec(answer)?.[1]

/** A request whose connection ends with its answer. */
const last = (line: string, ...headers: string[]) =>
  `${[line, 'Host: x', 'Connection: close', ...headers].join('\r\n')}\r\n\r\n`
/** A request that leaves it to the server whether the connection goes on. */
const open = (line: string, ...headers: string[]) => `${[line, ...headers].join('\r\n')}\r\n\r\n`
const JSON_TYPE = 'Content-Type: application/json'
const CHUNKED = 'Transfer-Encoding: chunked'
const BODY = '{"message":"smuggled"}'

describe('what HTTP does not allow is refused with a problem document, and the connection ends', () => {
  test.each<[what: string, bytes: string, status: number]>([
    ['two hosts', open('GET / HTTP/1.1', 'Host: a', 'Host: b'), 400],
    ['the same host twice', open('GET / HTTP/1.1', 'Host: a', 'hOST: a'), 400],
    ['no host', open('GET / HTTP/1.1'), 400],
    ['two hosts in HTTP/1.0', open('GET / HTTP/1.0', 'Host: a', 'Host: b'), 400],
    ['a host with a path', open('GET / HTTP/1.1', 'Host: a/b'), 400],
    ['a host with a user', open('GET / HTTP/1.1', 'Host: a@b'), 400],
    ['a host with spaces', open('GET / HTTP/1.1', 'Host: a b'), 400],
    ['a list of hosts', open('GET / HTTP/1.1', 'Host: a, b'), 400],
    ['a host with markup', open('GET / HTTP/1.1', 'Host: <script>'), 400],
    ['half an IPv6 address', open('GET / HTTP/1.1', 'Host: [::1'), 400],
    ['"*" by another method than OPTIONS', open('GET * HTTP/1.1', 'Host: x'), 400],
    ['a whole address of another protocol', last('GET ftp://x/ HTTP/1.1'), 400],
    ['a whole address with a user', open('GET http://a@x/ HTTP/1.1', 'Host: x'), 400],
    [
      'HTTP/1.0 with chunks',
      `${open('POST /api/entries HTTP/1.0', JSON_TYPE, CHUNKED)}16\r\n${BODY}\r\n0\r\n\r\n`,
      400,
    ],
    ['HTTP/1.0 with no chunk', `${open('GET /livez HTTP/1.0', CHUNKED)}0\r\n\r\n`, 400],
    ['a length and chunks', open('POST / HTTP/1.1', 'Host: x', 'Content-Length: 4', CHUNKED), 400],
    ['chunks within gzip', open('POST / HTTP/1.1', 'Host: x', 'Transfer-Encoding: gzip, chunked'), 400],
    ['an encoding that is none', open('POST /api/entries HTTP/1.1', 'Host: x', 'Transfer-Encoding: xchunked'), 400],
    ['an expectation that nobody can meet', open('GET /livez HTTP/1.1', 'Host: x', 'Expect: coffee'), 417],
    ['a method that there is not', open('BREW / HTTP/1.1', 'Host: x'), 400],
    ['a method in lower case', open('get / HTTP/1.1', 'Host: x'), 400],
    ['CONNECT', open('CONNECT x:443 HTTP/1.1', 'Host: x:443'), 405],
    ['lines that end in LF alone', 'GET / HTTP/1.1\nHost: x\n\n', 400],
    ['a request line without a version', 'GET /\r\n\r\n', 400],
    ['HTTP/2', open('GET / HTTP/2.0', 'Host: x'), 400],
    ['HTTP/2 by its preface', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400],
    ['HTTP/1.2', open('GET / HTTP/1.2', 'Host: x'), 400],
    ['white space before a colon', open('GET / HTTP/1.1', 'Host: x', 'X : y'), 400],
    ['a header that goes on in the next line', open('GET / HTTP/1.1', 'Host: x', 'X: y', ' z'), 400],
    ['a chunk whose length is none', `${open('POST / HTTP/1.1', 'Host: x', CHUNKED)}zz\r\n`, 400],
  ])('%s', async (_what, bytes, expected) => {
    const answer = await send(bytes)
    expect(statusesOf(answer)).toEqual([expected])
    expect(headerOf(answer, 'content-type')).toBe('application/problem+json')
    expect(headerOf(answer, 'connection')).toBe('close')
    const problem = JSON.parse(answer.slice(answer.indexOf('\r\n\r\n')))
    expect(problem).toMatchObject({ status: expected, detail: expect.any(String), requestId: expect.any(String) })
  })
})

describe('what is unusual, but allowed, is answered', () => {
  test.each<[what: string, bytes: string, status: number, allow?: string]>([
    ['OPTIONS of the whole server', last('OPTIONS * HTTP/1.1'), 204, 'DELETE, GET, HEAD, OPTIONS, POST, PUT'],
    ['OPTIONS of an address', last('OPTIONS / HTTP/1.1'), 405, 'GET, HEAD, POST'],
    ['TRACE', last('TRACE / HTTP/1.1'), 405, 'GET, HEAD, POST'],
    ['QUERY, which the framework knows', last('QUERY / HTTP/1.1'), 405, 'GET, HEAD, POST'],
    ['two slashes', last('GET // HTTP/1.1'), 308],
    ['three slashes and a name', last('GET ///x HTTP/1.1'), 404],
    ['two slashes and a host', last('GET //x/ HTTP/1.1'), 404],
    ['a path that climbs', last('GET /.. HTTP/1.1'), 404],
    ['a path that climbs, encoded', last('GET /%2e%2e HTTP/1.1'), 404],
    ['a whole address', last('GET http://x/livez HTTP/1.1'), 200],
    ['a whole address in capitals', last('GET HTTP://X/livez HTTP/1.1'), 200],
    ['a whole address without a path', last('GET http://x HTTP/1.1'), 200],
    ['HTTP/1.0 without a host', 'GET /livez HTTP/1.0\r\n\r\n', 200],
    ['an empty host', 'GET /livez HTTP/1.1\r\nHost:\r\nConnection: close\r\n\r\n', 200],
    ['an IPv6 host', 'GET /livez HTTP/1.1\r\nHost: [::1]:80\r\nConnection: close\r\n\r\n', 200],
    ['empty lines before a request', `\r\n\r\n${last('GET /livez HTTP/1.1')}`, 200],
    ['GET with a body', `${last('GET / HTTP/1.1', 'Content-Length: 5')}hello`, 200],
    ['HEAD with a body', `${last('HEAD / HTTP/1.1', 'Content-Length: 5')}hello`, 200],
    ['an upgrade to WebSocket', last('GET / HTTP/1.1', 'Connection: upgrade', 'Upgrade: websocket'), 200],
    ['an upgrade to HTTP/2', last('GET / HTTP/1.1', 'Connection: upgrade', 'Upgrade: h2c', 'HTTP2-Settings: A'), 200],
    ['a range of a page', last('GET / HTTP/1.1', 'Range: bytes=0-9'), 200],
    ['a page as of a date', last('GET / HTTP/1.1', 'If-Modified-Since: Thu, 01 Jan 2099 00:00:00 GMT'), 200],
    ['HTTP/1.0 with an expectation', 'GET /livez HTTP/1.0\r\nExpect: coffee\r\n\r\n', 200],
  ])('%s', async (_what, bytes, expected, allow) => {
    const answer = await send(bytes)
    expect(statusesOf(answer)).toEqual([expected])
    expect(headerOf(answer, 'allow')).toBe(allow)
  })

  test('a client that waits for leave to send its body is given it', async () => {
    const head = last('POST /api/entries HTTP/1.1', JSON_TYPE, 'Content-Length: 19', 'Expect: 100-continue')
    const socket = connect(server.port, '127.0.0.1')
    socket.write(head)
    const [leave] = await once(socket, 'data')
    expect(String(leave)).toBe('HTTP/1.1 100 Continue\r\n\r\n')
    socket.write('{"message":"polite"}'.slice(0, 19))
    expect(statusesOf(await text(socket))).toEqual([400])
  })
})

describe('each request is counted once, and logged in one short line', () => {
  /** How often requests of each kind were counted. */
  async function counts(): Promise<Map<string, number>> {
    const page = await (await ask(server.metricsUrl)).text()
    const samples = page.matchAll(/^guestbook_request_duration_seconds_count\{(.*)\} (\d+)$/gm)
    return new Map([...samples].map(([, labels = '', count]) => [labels, Number(count)]))
  }

  test.each<[what: string, bytes: string, labels: string]>([
    ['bytes that are no HTTP', '\x16\x03\x01\r\n\r\n', 'method="unknown",route="malformed",status="400"'],
    ['an unknown method', open('BREW / HTTP/1.1'), 'method="unknown",route="malformed",status="400"'],
    ['CONNECT', open('CONNECT x:1 HTTP/1.1', 'Host: x:1'), 'method="unknown",route="malformed",status="405"'],
    [
      'large headers',
      open('GET / HTTP/1.1', `X: ${'x'.repeat(20_000)}`),
      'method="unknown",route="malformed",status="431"',
    ],
    ['no host', open('GET / HTTP/1.1'), 'method="GET",route="/",status="400"'],
    ['an address that cannot be decoded', last('GET /%zz HTTP/1.1'), 'method="GET",route="unknown",status="400"'],
    [
      'a body that is malformed',
      `${last('POST /api/entries HTTP/1.1', JSON_TYPE, CHUNKED)}zz\r\n`,
      'method="POST",route="/api/entries",status="400"',
    ],
  ])('%s', async (_what, bytes, labels) => {
    const total = (all: Map<string, number>) => [...all.values()].reduce((sum, count) => sum + count, 0)
    const before = await counts()
    const lines = server.logs.length
    await send(bytes)
    await expect.poll(async () => (await counts()).get(labels)).toBe((before.get(labels) ?? 0) + 1)
    expect(total(await counts())).toBe(total(before) + 1)
    await expect.poll(() => server.logs.length).toBe(lines + 1)
    expect(JSON.stringify(server.logs.at(-1)).length).toBeLessThan(400)
  })

  test('a live stream, when it is opened', async () => {
    const labels = 'method="GET",route="/api/live",status="200"'
    const before = (await counts()).get(labels) ?? 0
    const stream = await ask(`${server.url}/api/live`)
    expect((await counts()).get(labels)).toBe(before + 1)
    await stream.body?.cancel()
  })

  test('a request that is refused, since too many were sent ahead', async () => {
    const labels = 'method="unknown",route="malformed",status="429"'
    await send(open('GET /api/entries HTTP/1.1', 'Host: x').repeat(100))
    await expect.poll(async () => (await counts()).get(labels)).toBeGreaterThan(0)
  })

  test('a client that leaves in the middle of its body', async () => {
    const labels = 'method="POST",route="/api/entries",status="400"'
    const before = (await counts()).get(labels) ?? 0
    const socket = connect(server.port, '127.0.0.1')
    socket.on('error', () => {})
    socket.write(`${last('POST /api/entries HTTP/1.1', JSON_TYPE, 'Content-Length: 500')}{`)
    await once(socket, 'connect')
    const seen = server.logs.length
    await ask(`${server.url}/api/entries`)
    await expect.poll(() => server.logs.length).toBe(seen + 1)
    socket.resetAndDestroy()
    await expect.poll(async () => (await counts()).get(labels)).toBe(before + 1)
  })

  test('a path is logged up to 200 characters', async () => {
    const path = `/${'"\\'.repeat(3000)}`
    await send(last(`GET ${path} HTTP/1.1`))
    const line = await server.logged('the long path', (log) => String(log.path).startsWith('/"'))
    expect(line.path).toBe(`${path.slice(0, 199)}…`)
  })

  test('and none of it is a fault of the server', () => {
    // That a limit was reached is said once; it is no fault.
    expect(server.logs.filter(({ level, limit }) => level >= 40 && limit === undefined)).toEqual([])
  })
})
