import { once } from 'node:events'
import { mkdtempDisposable } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { find } from '../pages/markup.ts'
import { redisVariables, startApp } from '../support/app.ts'
import { post } from '../support/ask.ts'
import { describeWith } from '../support/machine.ts'
import { type RedisTopology, startRedis } from '../support/redis.ts'
import { startServer } from '../support/server.ts'
import { headerOf, newVisitor, postEntry, postForm, readEntries } from './requests.ts'

const KEY = '0123456789abcdef'

/** The numbers from 0 to `count` - 1. */
const numbers = (count: number) => Array.from({ length: count }, (_, index) => index)

describe('RATE_LIMIT=20', () => {
  test('of 100 posts at once from one client, form and API together, exactly 20 are taken', async () => {
    await using guestbook = await startApp({ RATE_LIMIT: '20' })
    const answers = await Promise.all(
      numbers(100).map((number) =>
        number % 2
          ? postForm(guestbook.app, { message: `form ${number}` })
          : postEntry(guestbook.app, { message: `api ${number}` }),
      ),
    )
    const statuses = answers.map(({ statusCode }) => statusCode)
    expect(statuses.filter((status) => status === 201 || status === 303)).toHaveLength(20)
    expect(statuses.filter((status) => status === 429)).toHaveLength(80)
    expect(await readEntries(guestbook.app, '?limit=100')).toHaveLength(20)
  })

  test('who has to wait is told for how long, and keeps what they typed', async () => {
    await using guestbook = await startApp({ RATE_LIMIT: '1' })
    await postEntry(guestbook.app, { message: 'first' })
    const form = await postForm(guestbook.app, { name: 'Ada', message: 'second' })
    const api = await postEntry(guestbook.app, { message: 'second' })
    for (const answer of [form, api]) {
      expect(answer.statusCode).toBe(429)
      const seconds = Number(headerOf(answer, 'retry-after'))
      expect(seconds).toBeGreaterThan(0)
      expect(seconds).toBeLessThanOrEqual(60)
    }
    expect(find(form.body, 'textarea').text.trim()).toBe('second')
    expect(find(form.body, 'p', { id: 'form-problem' }).text).toMatch(/Please wait (1 minute|\d+ seconds)/)
    expect(api.json()).toMatchObject({ status: 429, kind: 'too-many-posts', title: 'Too Many Requests' })
    expect(api.json().detail).toMatch(/Please wait (1 minute|\d+ seconds)/)
    expect(headerOf(api, 'guestbook-position')).toBeDefined()
  })

  test('an entry that is sent again under its key counts once', async () => {
    await using guestbook = await startApp({ RATE_LIMIT: '2' })
    const repeat = () => postEntry(guestbook.app, { message: 'first' }, { 'idempotency-key': KEY })
    for (const _ of numbers(5)) expect((await repeat()).statusCode).toBe(201)
    expect((await postEntry(guestbook.app, { message: 'second' })).statusCode).toBe(201)
    expect((await postEntry(guestbook.app, { message: 'third' })).statusCode).toBe(429)
  })

  test('reading is not limited', async () => {
    await using guestbook = await startApp({ RATE_LIMIT: '1' })
    for (const _ of numbers(50)) expect((await guestbook.app.inject('/')).statusCode).toBe(200)
  })

  test('another client is not held up', async () => {
    await using guestbook = await startApp({ RATE_LIMIT: '1' })
    for (const [address, status] of [
      ['192.0.2.1', 201],
      ['192.0.2.1', 429],
      ['192.0.2.2', 201],
      ['2001:db8::1', 201],
      ['2001:db8::2', 429],
      ['::ffff:192.0.2.2', 429],
      ['2001:db8:0:1::1', 201],
    ] as const) {
      const answer = await guestbook.app.inject({
        method: 'POST',
        url: '/api/entries',
        remoteAddress: address,
        payload: { message: `from ${address}` },
      })
      expect([address, answer.statusCode]).toEqual([address, status])
    }
  })

  test('without TRUST_PROXY, a forged X-Forwarded-For makes nobody another client', async () => {
    await using guestbook = await startApp({ RATE_LIMIT: '2' })
    const statuses: number[] = []
    for (const number of numbers(4)) {
      const headers = { 'x-forwarded-for': `192.0.2.${number}`, 'x-real-ip': `192.0.2.${number}`, forwarded: 'for=x' }
      statuses.push((await postEntry(guestbook.app, { message: 'forged' }, headers)).statusCode)
    }
    expect(statuses).toEqual([201, 201, 429, 429])
  })

  test('with TRUST_PROXY=1 the address that the proxy added counts, and what the client wrote before it does not', async () => {
    await using guestbook = await startApp({ RATE_LIMIT: '1', TRUST_PROXY: '1' })
    const post = async (addresses: string) =>
      (await postEntry(guestbook.app, { message: 'by proxy' }, { 'x-forwarded-for': addresses })).statusCode
    expect(await post('192.0.2.1')).toBe(201)
    expect(await post('192.0.2.1')).toBe(429)
    expect(await post('192.0.2.99, 192.0.2.1')).toBe(429)
    expect(await post('192.0.2.2')).toBe(201)
    expect(await post('nonsense, 192.0.2.2')).toBe(429)
  })

  test('with addresses in TRUST_PROXY, only those proxies are believed', async () => {
    await using guestbook = await startApp({ RATE_LIMIT: '1', TRUST_PROXY: '10.0.0.0/8' })
    const post = async (remoteAddress: string, address: string) => {
      const headers = { 'x-forwarded-for': address }
      const request = {
        method: 'POST',
        url: '/api/entries',
        remoteAddress,
        headers,
        payload: { message: 'Hi' },
      } as const
      return (await guestbook.app.inject(request)).statusCode
    }
    expect(await post('10.0.0.1', '192.0.2.1')).toBe(201)
    expect(await post('10.0.0.2', '192.0.2.1')).toBe(429)
    expect(await post('198.51.100.1', '192.0.2.2')).toBe(201)
    expect(await post('198.51.100.1', '192.0.2.3')).toBe(429)
  })

  test('RATE_LIMIT=0: there is no limit', async () => {
    await using guestbook = await startApp({ RATE_LIMIT: '0' })
    const answers = await Promise.all(numbers(100).map((number) => postEntry(guestbook.app, { message: `${number}` })))
    expect(answers.filter(({ statusCode }) => statusCode === 201)).toHaveLength(100)
  })
})

describe('what fails', () => {
  test('620 empty posts lock nobody out who signs behind the same address', async () => {
    await using guestbook = await startApp({ RATE_LIMIT: '20' })
    for (const number of numbers(620)) {
      const empty = number % 2 ? postForm(guestbook.app, { message: '' }) : postEntry(guestbook.app, { message: '' })
      expect([422, 429]).toContain((await empty).statusCode)
    }
    expect((await postForm(guestbook.app, { message: 'a guest' })).statusCode).toBe(303)
    expect((await postEntry(guestbook.app, { message: 'another guest' })).statusCode).toBe(201)
  })

  test.each<[what: string, post: (app: FastifyInstance) => Promise<LightMyRequestResponse>, status: number]>([
    ['an empty form', (app) => postForm(app, { message: '' }), 422],
    ['a form with a field too many', (app) => postForm(app, { message: 'Hi', role: 'owner' }), 400],
    ['an empty message to the API', (app) => postEntry(app, { message: '' }), 422],
    ['a body that is no JSON', (app) => postEntry(app, '{'), 400],
    ['a body that is too large', (app) => postEntry(app, { message: 'x'.repeat(200_000) }), 413],
    ['a key that is too short', (app) => postEntry(app, { message: 'Hi' }, { 'idempotency-key': '1' }), 400],
  ])('%s: ten times as often as an entry, and then no more', async (_what, post, status) => {
    await using guestbook = await startApp({ RATE_LIMIT: '1' })
    for (const _ of numbers(10)) expect((await post(guestbook.app)).statusCode).toBe(status)
    const limited = await post(guestbook.app)
    expect(limited.statusCode).toBe(429)
    expect(Number(headerOf(limited, 'retry-after'))).toBeGreaterThan(0)
    expect((await postEntry(guestbook.app, { message: 'a guest' })).statusCode).toBe(201)
  })

  test('is not counted by networks that are other clients', async () => {
    await using guestbook = await startApp({ RATE_LIMIT: '1' })
    const from = (remoteAddress: string) =>
      guestbook.app.inject({ method: 'POST', url: '/api/entries', remoteAddress, payload: { message: '' } })
    for (const _ of numbers(11)) await from('192.0.2.1')
    expect((await from('192.0.2.1')).statusCode).toBe(429)
    expect((await from('192.0.2.2')).statusCode).toBe(422)
  })
})

describe('an entry that is sent again', () => {
  test('has an allowance of its own, ten times as large', async () => {
    await using guestbook = await startApp({ RATE_LIMIT: '2' })
    const repeat = () => postEntry(guestbook.app, { message: 'first' }, { 'idempotency-key': KEY })
    for (const _ of numbers(21)) expect((await repeat()).statusCode).toBe(201)
    const limited = await repeat()
    expect(limited.statusCode).toBe(429)
    expect(limited.json()).toMatchObject({ kind: 'too-many-posts' })
    expect((await postEntry(guestbook.app, { message: 'second' })).statusCode).toBe(201)
    expect(await readEntries(guestbook.app)).toHaveLength(2)
  })

  test('is known although the allowance is used up: it would be added twice by whoever tries anew', async () => {
    await using guestbook = await startApp({ RATE_LIMIT: '1' })
    const repeat = () => postEntry(guestbook.app, { message: 'first' }, { 'idempotency-key': KEY })
    const visitor = newVisitor()
    expect((await repeat()).statusCode).toBe(201)
    for (const _ of numbers(3)) {
      expect((await postEntry(guestbook.app, { message: 'second' })).statusCode).toBe(429)
      expect((await postForm(guestbook.app, { message: 'third' }, visitor)).statusCode).toBe(429)
      expect((await repeat()).statusCode).toBe(201)
    }
  })
})

describe('who is over the allowance', () => {
  test('is refused before the body is read', async () => {
    await using server = await startServer({ RATE_LIMIT: '1' })
    expect((await post(server, { message: 'the only one' })).status).toBe(201)
    expect((await post(server, { message: 'too many' })).status).toBe(429)
    const answer = await answerToHead(server.port, '/api/entries', 'content-type: application/json')
    expect(answer).toMatch(/^HTTP\/1\.1 429 /)
  })

  test('gets the form back without the book below it', async () => {
    await using guestbook = await startApp({ RATE_LIMIT: '1' })
    await postEntry(guestbook.app, { message: 'x'.repeat(1000) })
    const limited = await postForm(guestbook.app, { name: 'Ada', message: 'kept' })
    expect(limited.statusCode).toBe(429)
    expect(find(limited.body, 'textarea').text.trim()).toBe('kept')
    expect(limited.body).not.toContain('xxx')
    expect(limited.body.length).toBeLessThan(5000)
  })

  test('is told so in the language of the page', async () => {
    await using guestbook = await startApp({ RATE_LIMIT: '1' })
    await postEntry(guestbook.app, { message: 'first' })
    const api = await postEntry(guestbook.app, { message: 'second' }, { 'guestbook-language': 'de' })
    expect(api.json()).toMatchObject({ kind: 'too-many-posts', title: 'Too Many Requests' })
    expect(api.json().detail).toMatch(/^Von hier kommen gerade viele Einträge/)
  })
})

describe('a /48', () => {
  test('may post eight times as much as a /64', async () => {
    await using guestbook = await startApp({ RATE_LIMIT: '2' })
    const from = async (remoteAddress: string) => {
      const payload = { message: `from ${remoteAddress}` }
      return (await guestbook.app.inject({ method: 'POST', url: '/api/entries', remoteAddress, payload })).statusCode
    }
    for (const subnet of numbers(8)) {
      expect([await from(`2001:db8:1:${subnet}::1`), await from(`2001:db8:1:${subnet}::2`)]).toEqual([201, 201])
    }
    expect(await from('2001:db8:1:ffff::1')).toBe(429)
    expect(await from('2001:db8:2:ffff::1')).toBe(201)
  })
})

describe('BOOK_LIMIT', () => {
  test('holds for all together, is told kindly and says until when', async () => {
    await using guestbook = await startApp({ BOOK_LIMIT: '3', SEED_MESSAGE: 'Hello World!' })
    for (const address of numbers(3)) {
      const remoteAddress = `192.0.2.${address}`
      const payload = { message: `from ${remoteAddress}` }
      const answer = await guestbook.app.inject({ method: 'POST', url: '/api/entries', remoteAddress, payload })
      expect(answer.statusCode).toBe(201)
    }
    for (const _ of numbers(2)) {
      const api = await postEntry(guestbook.app, { message: 'one more' })
      expect(api.statusCode).toBe(429)
      expect(api.json()).toMatchObject({
        kind: 'book-limit',
        detail: expect.stringMatching(/pages of this book are full/),
      })
      const form = await postForm(guestbook.app, { name: 'Ada', message: 'kept' }, { 'accept-language': 'de' })
      expect(form.statusCode).toBe(429)
      expect(find(form.body, 'p', { id: 'form-problem' }).text).toMatch(/Für heute ist das Buch voll/)
      expect(find(form.body, 'textarea').text.trim()).toBe('kept')
      for (const answer of [api, form]) {
        const seconds = Number(headerOf(answer, 'retry-after'))
        expect(seconds).toBeGreaterThan(0)
        expect(seconds).toBeLessThanOrEqual(24 * 60 * 60)
      }
    }
    expect((await guestbook.app.inject('/')).statusCode).toBe(200)
    expect(await readEntries(guestbook.app)).toHaveLength(4)
  })

  test('of 50 posts at once exactly so many are taken', async () => {
    await using guestbook = await startApp({ BOOK_LIMIT: '10' })
    const answers = await Promise.all(numbers(50).map((number) => postEntry(guestbook.app, { message: `${number}` })))
    expect(answers.filter(({ statusCode }) => statusCode === 201)).toHaveLength(10)
    expect(await readEntries(guestbook.app, '?limit=100')).toHaveLength(10)
  })

  test('is not forgotten when the program is started again', async () => {
    await using directory = await mkdtempDisposable(join(tmpdir(), 'guestbook-'))
    const environment = { BOOK_LIMIT: '2', DATA_DIR: directory.path, SEED_MESSAGE: 'Hello World!' }
    {
      await using guestbook = await startApp(environment)
      for (const message of ['one', 'two']) expect((await postEntry(guestbook.app, { message })).statusCode).toBe(201)
    }
    await using again = await startApp(environment)
    expect((await postEntry(again.app, { message: 'three' })).statusCode).toBe(429)
  })
})

test('an empty form and two entries of RATE_LIMIT=2: two are in the book, and nothing is refused for being too much', async () => {
  await using guestbook = await startApp({ RATE_LIMIT: '2' })
  const statuses: number[] = []
  for (const message of ['', 'one', 'two']) {
    statuses.push(
      (await postEntry(guestbook.app, { message }, { 'idempotency-key': `a key for ${message}`.padEnd(16) }))
        .statusCode,
    )
  }
  expect(statuses).toEqual([422, 201, 201])
})

describeWith(['redis'], 'over two front ends on one Redis', () => {
  let redis: RedisTopology
  beforeAll(async () => {
    redis = await startRedis()
  })
  afterAll(() => redis?.[Symbol.asyncDispose]())

  test('of 100 posts at once, exactly 20 are taken', async () => {
    const environment = { ...redisVariables(redis.master), RATE_LIMIT: '20' }
    await using first = await startApp(environment)
    await using second = await startApp(environment)
    const answers = await Promise.all(
      numbers(100).map((number) => postEntry((number % 2 ? first : second).app, { message: `message ${number}` })),
    )
    expect(answers.filter(({ statusCode }) => statusCode === 201)).toHaveLength(20)
    expect(answers.filter(({ statusCode }) => statusCode === 429)).toHaveLength(80)
    expect(await redis.master.client().xlen('guestbook:{main}:entries')).toBe(20)
  })

  test('BOOK_LIMIT holds for both together', async () => {
    await redis.master.client().flushall()
    const environment = { ...redisVariables(redis.master), BOOK_LIMIT: '15' }
    await using first = await startApp(environment)
    await using second = await startApp(environment)
    const answers = await Promise.all(
      numbers(40).map((number) => postEntry((number % 2 ? first : second).app, { message: `message ${number}` })),
    )
    expect(answers.filter(({ statusCode }) => statusCode === 201)).toHaveLength(15)
    expect(answers.filter(({ statusCode }) => statusCode === 429)).toHaveLength(25)
    const left = await redis.master.client().pttl('guestbook:{main}:today')
    expect(left).toBeGreaterThan(0)
    expect(left).toBeLessThanOrEqual(24 * 60 * 60 * 1000)
  })

  test('no address is stored, only a hash that is gone after a minute', async () => {
    await redis.master.client().flushall()
    await using guestbook = await startApp({ ...redisVariables(redis.master), RATE_LIMIT: '20' })
    expect((await postForm(guestbook.app, { message: 'Hello' })).statusCode).toBe(303)
    const keys = await redis.master.client().keys('*')
    expect(keys.join()).not.toContain('127.0.0.1')
    for (const kind of [':posts:', ':alias:']) {
      const found = keys.filter((key) => key.includes(kind))
      expect(found).toHaveLength(1)
      const left = await redis.master.client().pttl(found[0] ?? '')
      expect(left).toBeGreaterThan(0)
      expect(left).toBeLessThanOrEqual(60_000)
    }
  })
})

/** What a server answers to a post of which it gets no more than the head. */
async function answerToHead(port: number, path: string, ...headers: string[]): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  try {
    socket.write([`POST ${path} HTTP/1.1`, 'host: x', 'content-length: 100000', ...headers, '', ''].join('\r\n'))
    const [data] = await once(socket, 'data')
    return String(data)
  } finally {
    socket.destroy()
  }
}
