import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { formatPosition, type Position, parsePosition, reaches } from '../../server/common/position.ts'
import { redisVariables, startApp, type TestApp } from '../support/app.ts'
import { describeWith } from '../support/machine.ts'
import { commandCount, type RedisNode, type RedisTopology, startRedis } from '../support/redis.ts'
import { addEntries, cookieOf, headerOf, postEntry, postForm, readEntries } from './requests.ts'

const READS = [
  '/',
  '/api/entries',
  '/feed.atom',
  '/?before=5-0',
  '/api/entries?before=5-0',
  '/api/entries/5-0',
] as const

let guestbook: TestApp
beforeAll(async () => {
  guestbook = await startApp({ SEED_MESSAGE: 'Hello' })
})
afterAll(() => guestbook?.[Symbol.asyncDispose]())

/** How far the book is, by its own word. */
async function positionNow(app: FastifyInstance): Promise<Position> {
  const position = parsePosition(headerOf(await app.inject('/api/entries'), 'guestbook-position'))
  if (!position) throw new Error('expected a position')
  return position
}

/** Positions that nobody can have seen. */
function impossible(now: Position): [what: string, position: Position][] {
  return [
    ['entries of the future', { ...now, entries: '99999999999999-0' }],
    ['the greatest entry that there is', { ...now, entries: '18446744073709551615-18446744073709551615' }],
    ['removals of the future', { ...now, changes: '99999999999999-0' }],
    ['another book', { ...now, generation: 'another' }],
  ]
}

describe('a position that is behind', () => {
  test.each(READS)('is answered with the book’s own, in header and cookie: %s', async (url) => {
    const now = await positionNow(guestbook.app)
    const behind = formatPosition({ ...now, entries: '1-0' })
    const byHeader = await guestbook.app.inject({ url, headers: { 'guestbook-position': behind } })
    expect(headerOf(byHeader, 'guestbook-position')).toBe(formatPosition(now))
    expect(cookieOf(byHeader, 'guestbook-position')).toBeUndefined()
    const byCookie = await guestbook.app.inject({ url, headers: { cookie: `guestbook-position=${behind}` } })
    expect(cookieOf(byCookie, 'guestbook-position')?.value).toBe(formatPosition(now))
    const again = await guestbook.app.inject({ url, headers: { cookie: `guestbook-position=${formatPosition(now)}` } })
    expect(cookieOf(again, 'guestbook-position')).toBeUndefined()
  })
})

describe('what is no position', () => {
  test.each([
    '',
    'x',
    '1-0',
    '1-0.1-0',
    '1-0.0-0.',
    '1-0.0-0.a.b',
    '01-0.0-0.g',
    `1-0.0-0.${'g'.repeat(200)}`,
    '1-0.0-0.g g',
    '%00',
    '"1"',
  ])('is ignored, and its cookie cleared: %j', async (text) => {
    const now = await positionNow(guestbook.app)
    const headers = { cookie: `guestbook-position=${text}`, 'guestbook-position': text }
    const response = await guestbook.app.inject({ url: '/', headers })
    expect(response.statusCode).toBe(200)
    expect(headerOf(response, 'guestbook-position')).toBe(formatPosition(now))
    expect(cookieOf(response, 'guestbook-position')).toMatchObject({ value: '', path: '/', expires: new Date(0) })
  })
})

describe('an impossible position', () => {
  test.each(READS)('is ignored, and its cookie cleared: %s', async (url) => {
    const now = await positionNow(guestbook.app)
    await Promise.all(
      impossible(now).map(async ([what, position]) => {
        const headers = { cookie: `guestbook-position=${formatPosition(position)}` }
        const response = await guestbook.app.inject({ url, headers })
        expect([what, response.statusCode]).toEqual([what, url.endsWith('entries/5-0') ? 404 : 200])
        expect([what, headerOf(response, 'guestbook-position')]).toEqual([what, formatPosition(now)])
        expect([what, cookieOf(response, 'guestbook-position')?.value]).toEqual([what, ''])
      }),
    )
  })

  test('does not survive a post', async () => {
    const future = formatPosition({ ...(await positionNow(guestbook.app)), entries: '99999999999999-0' })
    const headers = { cookie: `guestbook-position=${future}` }
    for (const response of [
      await postForm(guestbook.app, { message: 'Hello' }, headers),
      await postEntry(guestbook.app, { message: 'Hello' }, headers),
    ]) {
      const position = cookieOf(response, 'guestbook-position')?.value
      expect(position).not.toBe(future)
      expect(position).toContain(`${headerOf(response, 'location')?.match(/\d+-\d+/)}.`)
    }
  })
})

describe('two positions of one request', () => {
  test('the further one counts, and a header that is garbage does not spoil a good cookie', async () => {
    const now = formatPosition(await positionNow(guestbook.app))
    const headers = { cookie: `guestbook-position=${now}`, 'guestbook-position': 'garbage' }
    const response = await guestbook.app.inject({ url: '/', headers })
    expect(headerOf(response, 'guestbook-position')).toBe(now)
    expect(cookieOf(response, 'guestbook-position')).toBeUndefined()
  })

  test('several cookies of one name: the first counts', async () => {
    const now = formatPosition(await positionNow(guestbook.app))
    const headers = { cookie: `guestbook-position=${now}; guestbook-position=garbage` }
    expect((await guestbook.app.inject({ url: '/', headers })).cookies.map(({ name }) => name)).toEqual([])
  })
})

describeWith(['redis'], 'positions on Redis', () => {
  let redis: RedisTopology
  let app: FastifyInstance
  let onRedis: TestApp
  beforeAll(async () => {
    redis = await startRedis({ replicas: 1 })
    onRedis = await startApp({ ...redisVariables(redis.master, redis.replicas[0]), SEED_MESSAGE: 'Hello' })
    app = onRedis.app
  })
  afterAll(async () => {
    await onRedis?.[Symbol.asyncDispose]()
    await redis?.[Symbol.asyncDispose]()
  })

  test('50 impossible ones at once share a read of the master', async () => {
    const now = await positionNow(app)
    const positions = impossible(now)
    const before = await commandCount(redis.master, 'xrevrange')
    const start = performance.now()
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, number) => {
        const position = positions[number % positions.length]?.[1] ?? now
        const headers = { cookie: `guestbook-position=${formatPosition(position)}` }
        return app.inject({ url: '/', headers })
      }),
    )
    expect(answers.filter(({ statusCode }) => statusCode === 200)).toHaveLength(50)
    for (const answer of answers) expect(cookieOf(answer, 'guestbook-position')?.value).toBe('')
    const elapsed = performance.now() - start
    const reads = (await commandCount(redis.master, 'xrevrange')) - before
    expect(reads).toBeGreaterThan(0)
    // Everyone waits for 250 ms first, and one read answers all who came before it: only a slow machine sees a second.
    expect(reads).toBeLessThanOrEqual(Math.ceil(elapsed / 250))
  })

  test('200 ids of the future at once cost two reads of the master, and none of the replica', async () => {
    const replica = redis.replicas[0] as RedisNode
    // Once known, the replica is asked whether it is in step only twice a second.
    await app.inject('/?before=1-0')
    const reads = async () =>
      (await commandCount(redis.master, 'xrevrange')) + (await commandCount(replica, 'xrevrange'))
    const before = await reads()
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, number) =>
        // Pages are rendered one after the other, and on a busy machine those that come last are turned away.
        app.inject(number % 10 === 0 ? `/?before=9999999999999-${number}` : `/api/entries/9999999999999-${number}`),
      ),
    )
    const statuses = answers.map(({ statusCode }) => statusCode)
    expect(new Set(statuses)).toEqual(new Set([200, 404]))
    expect((await reads()) - before).toBeLessThanOrEqual(4)
  })

  test('a visitor’s position is never set back while the master does not answer', async () => {
    const [entry] = await addEntries(app, 1)
    const now = await positionNow(app)
    await using other = await startApp(redisVariables(redis.master))
    // A follower of the master, as each is for a moment after its start, would learn there of what comes later.
    const [replica] = redis.replicas
    await expect.poll(async () => String(await replica?.client().client('LIST'))).toContain('cmd=xread')
    await redis.master.client().acl('SETUSER', 'default', '-xread')
    await replica?.freeze()
    const later = await postEntry(other.app, { message: 'later' })
    const seen = headerOf(later, 'guestbook-position') ?? ''
    await redis.master.freeze()
    try {
      const response = await app.inject({ url: '/', headers: { cookie: `guestbook-position=${seen}` } })
      // Whatever the answer is, the visitor keeps what they had seen.
      expect(cookieOf(response, 'guestbook-position')).toBeUndefined()
      expect(entry).toBeDefined()
      const told = parsePosition(headerOf(response, 'guestbook-position'))
      expect(told && reaches(told, now)).toBe(true)
      // It lacks what the visitor has seen, and says so.
      expect(response.body).not.toContain('later')
      expect(response.body).toMatch(/as it was on/)
      const api = await app.inject({ url: '/api/entries', headers: { 'guestbook-position': seen } })
      expect(Number(headerOf(api, 'age'))).toBeGreaterThan(0)
    } finally {
      await redis.master.resume()
      await replica?.resume()
      await redis.master.client().acl('SETUSER', 'default', '+xread')
    }
    await redis.waitForReplicas()
    const headers = { cookie: `guestbook-position=${seen}` }
    // The connections that the frozen nodes have cost are made again first.
    await expect.poll(async () => (await readEntries(app, '', headers))[0]?.message).toBe('later')
  })

  test('after the book was emptied, an old position is ignored at the cost of one read, and then no more', async () => {
    const old = formatPosition(await positionNow(app))
    await redis.master.client().flushall()
    await expect.poll(async () => (await positionNow(app)).generation).not.toBe(parsePosition(old)?.generation)
    const reads = async () => {
      const counts = [redis.master, ...redis.replicas].map((node) => commandCount(node, 'xrevrange'))
      return (await Promise.all(counts)).reduce((sum, count) => sum + count)
    }
    const before = await reads()
    const headers = { cookie: `guestbook-position=${old}` }
    const response = await app.inject({ url: '/', headers })
    expect(response.statusCode).toBe(200)
    const cookie = cookieOf(response, 'guestbook-position')
    expect(cookie).toMatchObject({ value: '', expires: new Date(0) })
    expect((await reads()) - before).toBe(1)
    // A browser drops the cookie, and is told its position by none of the answers that follow.
    const again = await app.inject({ url: '/' })
    expect(again.statusCode).toBe(200)
    expect(cookieOf(again, 'guestbook-position')).toBeUndefined()
    expect((await reads()) - before).toBe(1)
  })
})
