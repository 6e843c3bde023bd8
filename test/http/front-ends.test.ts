import { afterAll, beforeAll, expect, test } from 'vitest'
import { timeOf } from '../../server/common/log-id.ts'
import { redisVariables, startApp, type TestApp } from '../support/app.ts'
import { describeWith } from '../support/machine.ts'
import { commandCount, type RedisNode, type RedisTopology, startRedis } from '../support/redis.ts'
import { addEntries, cookieOf, headerOf, newVisitor, postEntry, postForm, readEntries } from './requests.ts'

describeWith(['redis'], 'front ends on a master and two replicas', () => {
  let redis: RedisTopology
  let first: TestApp
  let second: TestApp
  let third: TestApp
  beforeAll(async () => {
    redis = await startRedis({ replicas: 2 })
    const [one, two] = redis.replicas
    first = await startApp(redisVariables(redis.master, one))
    second = await startApp(redisVariables(redis.master, two))
    third = await startApp(redisVariables(redis.master, two))
  })
  afterAll(async () => {
    for (const app of [first, second, third]) await app?.[Symbol.asyncDispose]()
    await redis?.[Symbol.asyncDispose]()
  })

  /** How often each node was asked while `work` ran. */
  async function countWhile(command: string, work: () => Promise<unknown>): Promise<number[]> {
    const nodes: RedisNode[] = [redis.master, ...redis.replicas]
    const count = () => Promise.all(nodes.map((node) => commandCount(node, command)))
    const before = await count()
    await work()
    const after = await count()
    return after.map((calls, index) => calls - (before[index] ?? 0))
  }

  test('a write lands on the master, and the replicas have it from there', async () => {
    const [onMaster] = await countWhile('evalsha', () => postEntry(first.app, { message: 'where?' }))
    expect(onMaster).toBeGreaterThan(0)
    expect(await redis.master.client().xlen('guestbook:{main}:entries')).toBeGreaterThan(0)
    await redis.waitForReplicas()
    for (const replica of redis.replicas) {
      expect(await replica.client().xlen('guestbook:{main}:entries')).toBe(
        await redis.master.client().xlen('guestbook:{main}:entries'),
      )
    }
  })

  test('an older page is read from the front end’s replica, the master is left alone', async () => {
    await addEntries(first.app, 25)
    await redis.waitForReplicas()
    await expect.poll(async () => (await readEntries(first.app))[0]?.message).toBe('message 25')
    // A page that several readers have asked for would come from memory.
    let asked = 0
    const readOlder = async () => {
      asked += 1
      for (const url of ['/', '/api/entries']) {
        const [entry] = (await readEntries(first.app, '?limit=10')).slice(-1)
        expect((await first.app.inject(`${url}?before=${timeOf(entry?.id ?? '')}-${asked}`)).statusCode).toBe(200)
      }
    }
    // A replica that was found behind is not asked again for half a second.
    await expect.poll(async () => (await countWhile('xrevrange', readOlder))[0]).toBe(0)
    expect(await countWhile('xrevrange', readOlder)).toEqual([0, 2, 0])
  })

  test('the first page, the API’s first page and the feed cost no round trip to Redis, however many read them', async () => {
    await expect.poll(async () => (await readEntries(first.app))[0]?.message).toBe('message 25')
    for (const command of ['xrevrange', 'xrange']) {
      const counts = await countWhile(command, () =>
        Promise.all(
          Array.from({ length: 100 }, (_, number) =>
            first.app.inject(['/', '/api/entries', '/feed.atom', '/api/entries?limit=100'][number % 4] ?? '/'),
          ),
        ),
      )
      expect(counts).toEqual([0, 0, 0])
    }
  })

  test('a visitor finds their entry at the other front end at once, by header and by cookie', async () => {
    for (let round = 0; round < 20; round++) {
      const [here, there] = round % 2 ? [first, second] : [second, first]
      const written = await postEntry(here.app, { message: `round ${round}` })
      const headers = { 'guestbook-position': headerOf(written, 'guestbook-position') ?? '' }
      expect((await readEntries(there.app, '', headers))[0]?.message).toBe(`round ${round}`)
      const found = await there.app.inject({ url: headerOf(written, 'location') ?? '', headers })
      expect(found.statusCode).toBe(200)
      const form = await postForm(here.app, { message: `form ${round}` })
      const cookie = `guestbook-position=${cookieOf(form, 'guestbook-position')?.value}`
      const page = await there.app.inject({ url: '/', headers: { cookie } })
      expect(page.body).toContain(`form ${round}`)
    }
  })

  test('also while the replica that they are read from is frozen', async () => {
    const frozen = redis.replicas[1]
    await frozen?.freeze()
    try {
      for (let round = 0; round < 3; round++) {
        const written = await postEntry(first.app, { message: `frozen ${round}` })
        const headers = { 'guestbook-position': headerOf(written, 'guestbook-position') ?? '' }
        expect((await readEntries(second.app, '', headers))[0]?.message).toBe(`frozen ${round}`)
        const own = await postEntry(second.app, { message: `own ${round}` })
        expect(own.statusCode).toBe(201)
        expect((await readEntries(second.app))[0]?.message).toBe(`own ${round}`)
      }
    } finally {
      await frozen?.resume()
    }
    await redis.waitForReplicas()
  })

  test('also while the replica has left the master and gone its own way', async () => {
    const stray = redis.replicas[1]
    await stray?.client().replicaof('NO', 'ONE')
    try {
      const written = await postEntry(first.app, { message: 'not on the stray one' })
      const headers = { 'guestbook-position': headerOf(written, 'guestbook-position') ?? '' }
      expect((await readEntries(second.app, '', headers))[0]?.message).toBe('not on the stray one')
      // One who asks without a position finds it soon, too: the stray replica is no longer followed.
      await expect.poll(async () => (await readEntries(third.app))[0]?.message).toBe('not on the stray one')
    } finally {
      const { host, port } = redis.master.amongServers
      await stray?.client().replicaof(host, port)
      await redis.waitForReplicas()
    }
  })

  test('50 posts at once under one key, over three front ends, are one entry and fifty equal answers', async () => {
    const before = await redis.master.client().xlen('guestbook:{main}:entries')
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, number) => {
        const { app } = [first, second, third][number % 3] ?? first
        return postEntry(app, { name: 'Ada', message: 'Once' }, { 'idempotency-key': 'one key for all of them' })
      }),
    )
    expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([201]))
    expect(new Set(answers.map(({ body }) => body)).size).toBe(1)
    expect(new Set(answers.map(({ headers }) => headers.location)).size).toBe(1)
    expect(await redis.master.client().xlen('guestbook:{main}:entries')).toBe(before + 1)
    const other = await postEntry(second.app, { message: 'Other' }, { 'idempotency-key': 'one key for all of them' })
    expect(other.statusCode).toBe(422)
  })

  test('a form that is sent twice, to two front ends, adds once', async () => {
    for (const headers of [newVisitor(), { 'user-agent': 'a browser without a cookie' }]) {
      const answers = await Promise.all([first, second].map(({ app }) => postForm(app, { message: 'Double' }, headers)))
      expect(answers.map(({ statusCode }) => statusCode)).toEqual([303, 303])
      expect(answers[0]?.headers.location).toBe(answers[1]?.headers.location)
    }
  })

  test('no answer names a node of Redis', async () => {
    const urls = [
      '/',
      '/api/entries',
      '/readyz',
      '/livez',
      '/feed.atom',
      '/openapi.json',
      '/nothing',
      '/api/entries/1-1',
    ]
    for (const url of urls) {
      const { body, headers } = await first.app.inject(url)
      for (const port of [redis.master, ...redis.replicas].map((node) => `${node.port}`)) {
        expect(body).not.toContain(`:${port}`)
        expect(JSON.stringify(headers)).not.toContain(`:${port}`)
      }
    }
  })
})
