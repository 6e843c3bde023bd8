import { once } from 'node:events'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RunningServer, startServer } from '../support/server.ts'

describe('over the wire', () => {
  let server: RunningServer
  beforeAll(async () => {
    server = await startServer({ RATE_LIMIT: '1000000' })
  })
  afterAll(() => server?.[Symbol.asyncDispose]())

  /**
   * Sends bytes as they are, and resolves to all that comes back until the server hangs up. Node does not answer a client that ends its side
   * before the answer is ready: only what never becomes a whole request ends so.
   */
  async function send(bytes: string, isCut = false): Promise<string> {
    const socket = connect(server.port, '127.0.0.1')
    await once(socket, 'connect')
    const answer = text(socket).catch(() => '')
    socket.write(bytes, 'latin1')
    if (isCut) socket.end()
    return answer
  }

  const status = (answer: string) => Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1] ?? 0)
  const get = (path: string, ...headers: string[]) =>
    [`GET ${path} HTTP/1.1`, 'Host: x', 'Connection: close', ...headers, '', ''].join('\r\n')
  const post = (body: string, ...headers: string[]) =>
    [
      'POST /api/entries HTTP/1.1',
      'Host: x',
      'Connection: close',
      'Content-Type: application/json',
      ...headers,
      '',
      body,
    ].join('\r\n')
  const body = '{"message":"smuggled"}'

  const CUT = ['a chunk that lies', 'less than was promised']

  test.each<[what: string, bytes: string, expected: number[]]>([
    ['headers of 100 KB', get('/', `X: ${'x'.repeat(100_000)}`), [0, 431]],
    ['2,000 headers', get('/', ...Array.from({ length: 2000 }, (_, index) => `X${index}: y`)), [200, 431]],
    ['a cookie of 15 KB', get('/', `Cookie: a=${'x'.repeat(15_000)}`), [200]],
    ['1,000 cookies', get('/', `Cookie: ${'a=b;'.repeat(1000)}`), [200]],
    ['cookies named like what every object has', get('/', 'Cookie: __proto__=a; constructor=b; toString=c'), [200]],
    ['a cookie that is no cookie', get('/', 'Cookie: ;;==; =; a'), [200]],
    ['a URL of 15 KB', get(`/${'x'.repeat(15_000)}`), [404]],
    ['a URL of 100 KB', get(`/${'x'.repeat(100_000)}`), [0, 414, 431]],
    ['percent-encoding that is none', get('/%zz'), [400]],
    ['percent-encoding that is cut off', get('/%'), [400]],
    ['percent-encoding that is no UTF-8', get('/%ff%fe'), [400]],
    ['the same below the API', get('/api/entries/%c0%ae'), [400]],
    ['an encoded zero byte', get('/%00'), [404]],
    ['a raw zero byte', get('/\0'), [400]],
    ['a path that climbs', get('/assets/../../../../etc/passwd'), [404]],
    ['a path that climbs, encoded', get('/assets/%2e%2e%2f%2e%2e%2fetc%2fpasswd'), [404]],
    ['a path that climbs backwards', get('/assets/..\\..\\package.json'), [404]],
    ['a whole URL', get('http://evil.test/'), [200]],
    ['two slashes and a host', get('//evil.test/'), [404]],
    ['a line break in the path', get('/\r\nX: y'), [200, 400]],
    ['no host', 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n', [400]],
    ['two hosts', get('/', 'Host: y'), [400]],
    ['HTTP/1.0', 'GET / HTTP/1.0\r\n\r\n', [200]],
    ['HTTP/9', 'GET / HTTP/9.9\r\n\r\n', [400]],
    ['no HTTP', '\x16\x03\x01\x02\x00\x01\x00', [400]],
    ['another protocol', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', [400]],
    ['a method that there is not', get('/').replace('GET', 'BREW'), [400]],
    ['CONNECT', 'CONNECT evil.test:443 HTTP/1.1\r\nHost: x\r\n\r\n', [405]],
    ['two lengths', post(body, 'Content-Length: 22', 'Content-Length: 5'), [400]],
    ['a length and chunks', post(`0\r\n\r\n${body}`, 'Content-Length: 22', 'Transfer-Encoding: chunked'), [400]],
    ['a chunk that lies', post('ffffffffffffffff\r\nx\r\n0\r\n\r\n', 'Transfer-Encoding: chunked'), [400, 413]],
    ['a length that is no number', post(body, 'Content-Length: 0x16'), [400]],
    ['a negative length', post(body, 'Content-Length: -1'), [400]],
    ['a length beyond all numbers', post(body, 'Content-Length: 99999999999999999999'), [400, 413]],
    ['a type of content, but none', post(''), [400]],
    ['a form without a body', post('').replace('/api/entries', '/').replace('json', 'x-www-form-urlencoded'), [422]],
    ['the same where there is nothing', post('').replace('/api/entries', '/nowhere'), [404]],
    ['the same where nothing is posted', post('').replace('/api/entries', '/livez'), [405]],
    ['a type of content that a page does not have', get('/', 'Content-Type: application/json'), [200]],
    ['less than was promised', post(body, 'Content-Length: 500'), [0, 400]],
    ['an upgrade', get('/', 'Connection: upgrade', 'Upgrade: websocket'), [200]],
    ['a list of 5,000 tags', get('/', `If-None-Match: ${'"a",'.repeat(3000)}`), [200]],
    ['a thousand encodings', get('/', `Accept-Encoding: ${'gzip;q=0,'.repeat(1000)}`), [200]],
    ['a thousand ranges', get('/assets/', `Range: bytes=${'0-1,'.repeat(1000)}`), [404]],
  ])('%s', async (what, bytes, expected) => {
    const answer = await send(bytes, CUT.includes(what))
    expect(expected).toContain(status(answer))
    expect(answer).not.toMatch(/root:|devDependencies|node_modules|\.ts:\d/)
  })

  test.each<[what: string, bytes: string, status: number]>([
    ['what is no HTTP', '\x16\x03\x01\x02\x00\x01\x00', 400],
    ['headers of 100 KB', get('/api/entries', `X: ${'x'.repeat(20_000)}`), 431],
    ['an address that cannot be decoded', get('/%zz'), 400],
    ['a whole URL of no entry', get('http://evil.test/api/entries/1-0'), 404],
    ['a whole URL and a method that it does not answer', get('http://x/api/entries').replace('GET', 'DELETE'), 405],
    ['an encoded path of no entry', get('/%61pi/entries/1-0'), 404],
  ])('%s is answered with a problem document', async (_what, bytes, expected) => {
    const answer = await send(bytes)
    expect(status(answer)).toBe(expected)
    expect(answer.toLowerCase()).toContain('content-type: application/problem+json')
    expect(answer.toLowerCase()).toContain('x-content-type-options: nosniff')
    const document = JSON.parse(answer.slice(answer.indexOf('\r\n\r\n')))
    expect(document).toMatchObject({ status: expected, requestId: expect.any(String), detail: expect.any(String) })
  })

  test('the log has the id that an undecodable address was answered with', async () => {
    const { requestId } = JSON.parse((await send(get('/%zz'))).split('\r\n\r\n')[1] ?? '')
    const line = await server.logged('what it answered', ({ reqId }) => reqId === requestId)
    expect(line).toMatchObject({ path: '/%zz', status: 400 })
  })

  test('who sends a hundred requests and reads no answer is cut off, and others are served', async () => {
    const socket = connect(server.port, '127.0.0.1')
    const cut = once(socket, 'close')
    socket.on('error', () => {})
    socket.pause()
    socket.write(`GET /api/entries HTTP/1.1\r\nHost: x\r\n\r\n`.repeat(100))
    await expect.poll(() => fetch(server.url).then(({ ok }) => ok)).toBe(true)
    socket.resume()
    await cut
  })

  test('a few requests sent ahead are answered in their order', async () => {
    const paths = ['/livez', '/nowhere']
    const requests = paths.map((path) => get(path).replace('Connection: close\r\n', ''))
    const answer = await send(requests.join('') + get('/readyz'))
    const statuses = [...answer.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, code]) => Number(code))
    expect(statuses).toEqual([200, 404, 200])
  })

  test('who leaves before the answer leaves no error behind', async () => {
    const [script = ''] = /\/assets\/script-[^"]+/.exec(await (await fetch(server.url)).text()) ?? []
    const blank = post('{"message":" "}', 'Content-Length: 15')
    for (const bytes of [get(script), get(script).repeat(15), get('/'), blank]) {
      for (let count = 0; count < 20; count++) {
        const socket = connect(server.port, '127.0.0.1')
        socket.on('error', () => {})
        await once(socket, 'connect')
        socket.write(bytes)
        if (count % 2 === 0) socket.destroy()
        else socket.resetAndDestroy()
      }
    }
    await fetch(`${server.url}/livez`, { headers: { connection: 'close' } })
    expect(server.logs.filter(({ level }) => level >= 50)).toEqual([])
  })

  test('nothing of that was written, crashed the program or made it report a fault of its own', async () => {
    expect((await fetch(`${server.url}/livez`, { headers: { connection: 'close' } })).status).toBe(200)
    const { entries } = await (await fetch(`${server.url}/api/entries`, { headers: { connection: 'close' } })).json()
    expect(entries.map(({ message }: { message: string }) => message)).toEqual(['Hello World!'])
    expect(server.logs.filter(({ level }) => level >= 50)).toEqual([])
  })

  test('an address does not make a page larger, however many slashes it has', async () => {
    const usual = (await send(get('/'))).length
    for (const path of ['/#', '/?', '/feed.atom#', '/topology#', '/']) {
      expect((await send(get(path + '/'.repeat(14_000)))).length, path).toBeLessThan(usual + 2000)
    }
  })

  test('what follows a # makes no further form of a page', async () => {
    expect(await send(get('/#a/b'))).toContain('href="./assets/')
  })
})
