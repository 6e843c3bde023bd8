import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import Fastify, { type FastifyReply, type FastifyRequest } from 'fastify'
import { describe, expect, test } from 'vitest'
import { negotiateEncoding } from '../../server/http/compression.ts'
import { EncodedBodies, EncodedBody } from '../../server/http/encoded-body.ts'

const text = 'Hello, 世界! '.repeat(50)

function serve(body: EncodedBody) {
  const app = Fastify()
  app.get('/', (request, reply) => body.send(request, reply.type('text/plain; charset=utf-8')))
  return app
}

describe('EncodedBody', () => {
  test('its tag is weak and follows the text', () => {
    expect(new EncodedBody('a').tag).toMatch(/^W\/"[\w-]+"$/)
    expect(new EncodedBody('a').tag).toBe(new EncodedBody('a').tag)
    expect(new EncodedBody('a').tag).not.toBe(new EncodedBody('b').tag)
  })

  const { tag } = new EncodedBody(text)
  test.each([
    ['no condition', undefined, 200],
    ['its own tag', tag, 304],
    ['its own tag as a strong one: the comparison is weak', tag.slice(2), 304],
    ['any', '*', 304],
    ['one of several', `"a", ${tag} ,"b"`, 304],
    ['another tag', 'W/"y"', 200],
    ['its own tag without quotes', tag.slice(3, -1), 200],
    ['nothing', '', 200],
    ['commas only', ',,,', 200],
  ])('If-None-Match with %s', async (_why, condition, status) => {
    const headers = condition === undefined ? {} : { 'if-none-match': condition }
    const response = await serve(new EncodedBody(text)).inject({ url: '/', headers })
    expect(response).toMatchObject({ statusCode: status, body: status === 200 ? text : '' })
    expect(response.headers.etag).toBe(tag)
  })

  test.each([
    ['br', brotliDecompressSync],
    ['gzip', gunzipSync],
    ['identity', (bytes: Buffer) => bytes],
  ] as const)('is sent as %s, twice the same', async (encoding, decode) => {
    const app = serve(new EncodedBody(text))
    for (const _ of [1, 2]) {
      const response = await app.inject({ url: '/', headers: { 'accept-encoding': encoding } })
      expect(response.headers['content-encoding']).toBe(encoding === 'identity' ? undefined : encoding)
      expect(decode(response.rawPayload).toString()).toBe(text)
      expect(response.headers.etag).toBe(tag)
    }
  })
})

test('a body is encoded once, however often it is sent', () => {
  const body = new EncodedBody(text)
  const sent: unknown[] = []
  const reply = { header: () => reply, getHeader: () => 'text/plain', send: (bytes: unknown) => sent.push(bytes) }
  const request = { headers: { 'accept-encoding': 'br' } }
  for (const _ of [1, 2]) body.send(request as FastifyRequest, reply as unknown as FastifyReply)
  expect(sent[0]).toBe(sent[1])
})

describe('negotiateEncoding', () => {
  test.each([
    [undefined, 'identity'],
    ['', 'identity'],
    ['*', 'identity'],
    ['gzip', 'gzip'],
    ['GZIP', 'gzip'],
    ['gzip, deflate, br', 'br'],
    ['br;q=0, gzip', 'gzip'],
    ['br;q=0.000,gzip;q=0', 'identity'],
    ['gzip;q=0.1', 'gzip'],
    ['brotli', 'identity'],
    ['x,'.repeat(10_000), 'identity'],
    [['gzip', 'br'], 'br'],
  ] as const)('%j: %s', (header, expected) => {
    expect(negotiateEncoding(header as string | undefined)).toBe(expected)
  })
})

test('EncodedBodies renders once for each source and variant', () => {
  const bodies = new EncodedBodies<string>()
  const [one, other] = [{}, {}]
  let rendered = 0
  const render = () => `text ${++rendered}`
  const first = bodies.get(one, 'en', render)
  expect(bodies.get(one, 'en', render)).toBe(first)
  expect(bodies.get(one, 'de', render)).not.toBe(first)
  expect(bodies.get(other, 'en', render)).not.toBe(first)
  expect(rendered).toBe(3)
})

test('EncodedBodies keeps nothing of what is kept by nobody else', async () => {
  setFlagsFromString('--expose-gc')
  const collectGarbage = runInNewContext('gc') as () => void
  const bodies = new EncodedBodies<string>()
  const kept = {}
  // By itself, so that nothing here holds the body.
  const makeBody = (source: object) => new WeakRef(bodies.get(source, 'en', () => 'text'))
  const [known, forgotten] = [makeBody(kept), makeBody({})]
  await expect
    .poll(() => {
      collectGarbage()
      return forgotten.deref() === undefined
    })
    .toBe(true)
  expect(bodies.get(kept, 'en', () => 'another')).toBe(known.deref())
})
