import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { find } from '../pages/markup.ts'
import { redisVariables, startApp } from '../support/app.ts'
import { describeWith } from '../support/machine.ts'
import { type RedisTopology, startRedis } from '../support/redis.ts'
import { headerOf, numbers, postEntry, postForm, readEntries } from './requests.ts'

const KEY = '0123456789abcdef'

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
    redis = await startRedis({ provider: 'deployed' })
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
