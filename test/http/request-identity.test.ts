import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ask, post } from '../support/ask.ts'
import { send } from '../support/raw.ts'
import { type RunningServer, startServer } from '../support/server.ts'

const TRACE_ID = '0af7651916cd43dd8448eb211c80319c'
const TRACEPARENT = `00-${TRACE_ID}-b7ad6b7169203331-01`

let server: RunningServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server?.[Symbol.asyncDispose]())

const logged = (id: unknown) => server.logged(`a line of the request ${id}`, ({ reqId }) => reqId === id)
const headerOf = (answer: string, name: string) => new RegExp(`^${name}: (.*)\r$`, 'im').exec(answer)?.[1]

describe('X-Request-Id', () => {
  test.each([
    'a',
    '0b9c8a36-5d57-4c1f-9d43-6f1a6a1c2b7e',
    'Root=1-67891233-abcdef012345678912345678',
    'a/b+c=:@~_.',
    'x'.repeat(128),
  ])('%s is taken over, returned and logged', async (id) => {
    const { status, headers } = await ask(`${server.url}/api/entries`, { headers: { 'x-request-id': id } })
    expect({ status, id: headers.get('x-request-id') }).toEqual({ status: 200, id })
    expect(await logged(id)).toMatchObject({ msg: 'answered', path: '/api/entries' })
  })

  test.each([
    ['too long', 'x'.repeat(129)],
    ['with a space', 'a b'],
    ['with a quote', 'a"b'],
    ['with markup', '<script>'],
    ['with a list', 'a, b'],
    ['not in ASCII', 'é'],
    ['empty', ''],
  ])('one that is %s is ignored, and the request has an id of its own', async (_what, id) => {
    const { status, headers } = await ask(server.url, { headers: { 'x-request-id': id } })
    const own = headers.get('x-request-id')
    expect(status).toBe(200)
    expect(own).toMatch(/^[\w-]{10,40}$/)
    await logged(own)
  })

  test('sent twice is ignored', async () => {
    const lines = ['GET / HTTP/1.1', 'Host: x', 'X-Request-Id: one', 'X-Request-Id: two', 'Connection: close']
    const answer = await send(server.port, `${lines.join('\r\n')}\r\n\r\n`)
    expect(headerOf(answer, 'x-request-id')).toMatch(/^[\w-]{10,40}$/)
  })

  test('without one, every answer names the request as the log does, and no two are alike', async () => {
    const own = await Promise.all([ask(server.url), ask(server.url), ask(`${server.url}/livez`)])
    const ids = own.map(({ headers }) => headers.get('x-request-id'))
    expect(new Set(ids).size).toBe(3)
    await logged(ids[0])
  })

  test('is in problem documents', async () => {
    const id = 'proxy-1'
    const refused = await post(server, { message: '' }, { 'x-request-id': id })
    expect({ status: refused.status, id: refused.headers.get('x-request-id') }).toEqual({ status: 422, id })
    expect(await refused.json()).toMatchObject({ requestId: id })
  })

  test.each([
    ['an address that cannot be decoded', 'GET /%zz HTTP/1.1', 400],
    ['a request that HTTP does not allow', 'GET ftp://x/ HTTP/1.1', 400],
    ['an unknown address', 'GET /nothing HTTP/1.1', 404],
    ['a method that the address does not have', 'TRACE / HTTP/1.1', 405],
    ['CONNECT', 'CONNECT x:443 HTTP/1.1', 405],
    ['a query that is refused', 'GET /api/entries?limit=0 HTTP/1.1', 400],
  ])('is returned and logged for %s', async (what, line, status) => {
    const id = what.replaceAll(/\W/g, '-')
    const lines = [line, 'Host: x', 'Connection: close', 'Accept: application/json', `X-Request-Id: ${id}`]
    const answer = await send(server.port, `${lines.join('\r\n')}\r\n\r\n`)
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
    expect(headerOf(answer, 'x-request-id')).toBe(id)
    expect(JSON.parse(answer.slice(answer.indexOf('\r\n\r\n')))).toMatchObject({ requestId: id })
    expect(await logged(id)).toMatchObject({ status })
  })

  test('bytes that are no request are answered with the id of their line in the log', async () => {
    const id = headerOf(await send(server.port, 'BREW / HTTP/1.1\r\n\r\n'), 'x-request-id')
    expect(await logged(id)).toMatchObject({ status: 400, msg: 'malformed request' })
  })

  test('is returned with a live stream', async () => {
    const stream = await ask(`${server.url}/api/live`, { headers: { 'x-request-id': 'stream-1' } })
    await stream.body?.cancel()
    expect(stream.headers.get('x-request-id')).toBe('stream-1')
    await logged('stream-1')
  })

  test('is not with a file, which caches keep for all readers, unless it was sent', async () => {
    const page = await (await ask(server.url)).text()
    const [file = ''] = /\/assets\/style-[^"]+/.exec(page) ?? []
    const plain = await ask(server.url + file)
    expect({ status: plain.status, id: plain.headers.get('x-request-id') }).toEqual({ status: 200, id: null })
    const named = await ask(server.url + file, { headers: { 'x-request-id': 'file-1' } })
    expect(named.headers.get('x-request-id')).toBe('file-1')
  })
})

describe('traceparent', () => {
  test.each([TRACEPARENT, TRACEPARENT.replace(/01$/, '00'), `cc-${TRACE_ID}-b7ad6b7169203331-09-what.the.future=has`])(
    '%s is returned, and its trace is logged',
    async (traceparent) => {
      const { headers } = await ask(server.url, { headers: { traceparent } })
      expect(headers.get('traceparent')).toBe(traceparent)
      expect(await logged(headers.get('x-request-id'))).toMatchObject({ traceId: TRACE_ID })
    },
  )

  test('is returned and logged for an address that cannot be decoded', async () => {
    const { status, headers } = await ask(`${server.url}/%zz`, { headers: { traceparent: TRACEPARENT } })
    expect({ status, traceparent: headers.get('traceparent') }).toEqual({ status: 400, traceparent: TRACEPARENT })
    expect(await logged(headers.get('x-request-id'))).toMatchObject({ traceId: TRACE_ID })
  })

  test.each([
    ['no trace', `00-${'0'.repeat(32)}-b7ad6b7169203331-01`],
    ['no span', `00-${TRACE_ID}-${'0'.repeat(16)}-01`],
    ['capitals', TRACEPARENT.toUpperCase()],
    ['the version that there will never be', TRACEPARENT.replace(/^00/, 'ff')],
    ['more than version 00 has', `${TRACEPARENT}-extra`],
    ['more than any version has', `01${TRACEPARENT.slice(2)}-${'x'.repeat(300)}`],
    ['too few digits', TRACEPARENT.slice(1)],
    ['two of them', `${TRACEPARENT}, ${TRACEPARENT}`],
    ['anything else', '<script>'],
    ['nothing', ''],
  ])('with %s is ignored', async (_what, traceparent) => {
    const { status, headers } = await ask(server.url, { headers: { traceparent } })
    expect({ status, traceparent: headers.get('traceparent') }).toEqual({ status: 200, traceparent: null })
    expect(await logged(headers.get('x-request-id'))).not.toHaveProperty('traceId')
  })

  test('without one, nothing is made up', async () => {
    const { headers } = await ask(server.url)
    expect(headers.get('traceparent')).toBeNull()
  })
})
