import { afterAll, beforeAll, expect, test } from 'vitest'
import { bookKeys } from '../../server/book/stores/redis/book-keys.ts'
import { entryPath } from '../../server/common/paths.ts'
import { find, findAll } from '../pages/markup.ts'
import { redisVariables, startApp, type TestApp } from '../support/app.ts'
import { onBusyMachine } from '../support/busy.ts'
import { describeWith } from '../support/machine.ts'
import { type RedisNode, type RedisTopology, startRedis } from '../support/redis.ts'
import { type LogLine, startServer } from '../support/server.ts'
import { addEntries, cookieOf, headerOf, postEntry, postForm, readEntries } from './requests.ts'

const NOTICE = /open for reading only/
const FROM_MEMORY = /as it was on/

describeWith(['redis'], 'when parts of Redis are away', () => {
  let redis: RedisTopology
  let guestbook: TestApp
  let olderPage: string
  beforeAll(async () => {
    redis = await startRedis({ replicas: 1 })
    guestbook = await startApp(redisVariables(redis.master, redis.replicas[0]))
    const entries = await addEntries(guestbook.app, 25)
    olderPage = `/?before=${entries[5]?.id}`
    await redis.waitForReplicas()
  })
  afterAll(async () => {
    await guestbook?.[Symbol.asyncDispose]()
    await redis?.[Symbol.asyncDispose]()
  })

  const get = (url: string) => guestbook.app.inject(url)
  const ready = async () => (await get('/readyz')).json()

  /** Asserts that everything works, within two seconds. */
  async function expectRecovery(): Promise<void> {
    const started = performance.now()
    await expect.poll(ready).toMatchObject({ status: 'ready', reads: 'ok', writes: 'ok' })
    await expect.poll(async () => (await postEntry(guestbook.app, { message: 'back again' })).statusCode).toBe(201)
    const page = await get('/')
    expect(page.body).not.toMatch(NOTICE)
    expect(page.body).not.toMatch(FROM_MEMORY)
    expect(page.body).toContain('back again')
    expect((await get(olderPage)).statusCode).toBe(200)
    expect(performance.now() - started).toBeLessThan(onBusyMachine(2000))
  }

  test('without the master, pages are served and the form keeps what was typed', async () => {
    await using limited = await startApp({
      ...redisVariables(redis.master, redis.replicas[0]),
      RATE_LIMIT: '1',
      WRITE_TIMEOUT: '60000',
    })
    await redis.master.stop()
    await expect.poll(ready).toMatchObject({ reads: 'ok', writes: 'unavailable' })
    const page = await get('/')
    expect(page.statusCode).toBe(200)
    expect(page.body).toMatch(NOTICE)
    expect((await get(olderPage)).statusCode).toBe(200)
    // The newest entry's own address: the replica has it, and nothing stands between it and the cursor.
    const [newest] = await readEntries(guestbook.app, '?limit=1')
    expect((await get(entryPath(newest?.id ?? ''))).statusCode).toBe(200)

    const form = await postForm(guestbook.app, { name: 'Ada', message: 'Please keep this' })
    expect(form.statusCode).toBe(503)
    expect(headerOf(form, 'retry-after')).toBeDefined()
    expect(find(form.body, 'textarea').text.trim()).toBe('Please keep this')
    expect(find(form.body, 'input', { id: 'name' }).attributes.get('value')).toBe('Ada')
    expect(find(form.body, 'p', { id: 'form-problem' }).text).toMatch(/cannot be written to/)
    expect(form.body).not.toContain(newest?.id)

    const api = await postEntry(guestbook.app, { message: 'Hello' })
    expect(api.statusCode).toBe(503)
    expect(headerOf(api, 'content-type')).toBe('application/problem+json')
    expect(Number(headerOf(api, 'retry-after'))).toBeGreaterThan(0)
    expect(api.json()).toMatchObject({ kind: 'not-written', detail: expect.stringMatching(/cannot be written to/) })
    expect(headerOf(api, 'guestbook-position')).toBeDefined()
    // That nothing can be added uses up nobody's allowance, and is said at once: a write may take a minute here.
    for (const message of ['tried', 'tried again']) {
      expect((await postEntry(limited.app, { message })).statusCode).toBe(503)
      expect((await postForm(limited.app, { message })).statusCode).toBe(503)
    }

    expect((await get('/livez')).statusCode).toBe(200)
    expect(await get('/readyz')).toMatchObject({ statusCode: 200 })
    expect(await ready()).toMatchObject({ status: 'ready', reads: 'ok', writes: 'unavailable' })

    await redis.master.start()
    await expectRecovery()
    expect((await readEntries(guestbook.app)).map(({ message }) => message)).not.toContain('Please keep this')
  })

  test('every form of an outage is a line in the log, without a stack', async () => {
    await using server = await startServer(redisVariables(redis.master, redis.replicas[0]))
    await redis.master.stop()
    try {
      const form = { method: 'POST', headers: { connection: 'close' }, body: new URLSearchParams({ message: 'Hello' }) }
      await expect.poll(async () => (await fetch(server.url, form)).status).toBe(503)
      const line = await server.logged('why', ({ msg }) => /cannot be written to|could not be confirmed/.test(msg))
      expect(line).toMatchObject({ level: 40, reason: expect.any(String), reqId: expect.any(String) })
      expect(server.logs.filter(({ err }) => err !== undefined)).toEqual([])
    } finally {
      await redis.master.start()
    }
    await expectRecovery()
  })

  test('without the replicas, everything goes on, and nothing is said of it', async () => {
    await redis.waitForReplicas()
    await redis.replicas[0]?.stop()
    const written = await postEntry(guestbook.app, { message: 'no replica needed' })
    expect(written.statusCode).toBe(201)
    const page = await get('/')
    expect(page.statusCode).toBe(200)
    expect(page.body).toContain('no replica needed')
    expect(page.body).not.toMatch(NOTICE)
    expect((await get(olderPage)).statusCode).toBe(200)
    expect(await ready()).toMatchObject({ status: 'ready', reads: 'ok', writes: 'ok' })
    await redis.replicas[0]?.start()
    await redis.waitForReplicas()
  })

  test('without any, the newest page comes from memory and says how old it is', async () => {
    await redis.master.stop()
    await redis.replicas[0]?.stop()
    await expect.poll(ready).toMatchObject({ status: 'ready', reads: 'from memory', writes: 'unavailable' })
    expect((await get('/readyz')).statusCode).toBe(200)
    const page = await get('/')
    expect(page.statusCode).toBe(200)
    expect(page.body).toMatch(FROM_MEMORY)
    expect(findAll(page.body, 'li').length).toBeGreaterThan(20)
    expect((await get('/api/entries')).statusCode).toBe(200)
    expect((await get('/feed.atom')).statusCode).toBe(200)

    const older = await get(olderPage)
    expect(older.statusCode).toBe(503)
    expect(headerOf(older, 'content-type')).toBe('text/html; charset=utf-8')
    expect(headerOf(older, 'retry-after')).toBeDefined()
    const api = await get(`/api/entries?before=1-0`)
    expect(api.statusCode).toBe(503)
    expect(api.json().detail).toMatch(/cannot be read/)
    expect((await postEntry(guestbook.app, { message: 'Hello' })).statusCode).toBe(503)
    expect((await get('/livez')).statusCode).toBe(200)
    for (const { body } of [page, older, api]) expect(body).not.toContain('127.0.0.1')

    await redis.master.start()
    await redis.replicas[0]?.start()
    await expectRecovery()
  })

  test('a master that refuses writes is told from one that is away, and no word of the entry gets into the log', async () => {
    await using server = await startServer({ ...redisVariables(redis.master, redis.replicas[0]), LOG_LEVEL: 'trace' })
    await redis.master.client().config('SET', 'maxmemory', '1')
    try {
      const response = await fetch(`${server.url}/api/entries`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', connection: 'close' },
        body: JSON.stringify({ name: 'Secretname', message: 'Secretmessage' }),
      })
      expect(response.status).toBe(503)
      const { level, reason } = await server.logged('why', ({ msg }) => /cannot be written to/.test(msg))
      expect(level).toBe(40)
      expect(reason).toMatch(/refused the write: OOM/)
      expect(JSON.stringify(server.logs)).not.toMatch(/Secret(name|message)/)
    } finally {
      await redis.master.client().config('SET', 'maxmemory', '0')
    }
    await expectRecovery()
  })
})

describeWith(['redis'], 'a Redis that answers but cannot be used', () => {
  test('is explained in the log, once', async () => {
    await using redis = await startRedis({ replicas: 1 })
    const [node] = redis.replicas as [RedisNode]
    await using server = await startServer({ REDIS_MASTER_URL: node.url })
    // On a busy machine a question may also time out, which is another reason.
    const isExplanation = ({ msg, reason }: LogLine) =>
      msg === 'the Redis master cannot be used' && /is a replica/.test(String(reason))
    expect(await server.logged('why', isExplanation)).toMatchObject({ level: 40 })
    const connections = async () => Number((await node.info('stats')).total_connections_received)
    const before = await connections()
    await expect.poll(connections).toBeGreaterThan(before + 1)
    expect(server.logs.filter(isExplanation)).toHaveLength(1)
  })

  test('where it refuses to be followed, too', async () => {
    await using redis = await startRedis({ replicas: 0 })
    await using server = await startServer({ REDIS_MASTER_URL: redis.master.url })
    await redis.master.client().call('ACL', 'SETUSER', 'default', '-xread')
    const refused = ({ reason }: LogLine) => /forbids its user "XREAD"/.test(String(reason))
    await server.logged('why', refused)
    const refusals = async () => {
      const { cmdstat_xread: statistics = '' } = await redis.master.info('commandstats')
      return Number(/rejected_calls=(\d+)/.exec(statistics)?.[1])
    }
    const before = await refusals()
    await expect.poll(refusals).toBeGreaterThan(before + 3)
    expect(server.logs.filter(refused)).toHaveLength(1)
  })
})

describeWith(['redis'], 'while no replica confirms', () => {
  test('/readyz says why nothing is acknowledged, until a replica is there', async () => {
    await using redis = await startRedis({ replicas: 1 })
    const environment = { REDIS_MASTER_URL: redis.master.url, WRITE_REPLICAS: '1', WRITE_TIMEOUT: '300' }
    await using guestbook = await startApp(environment)
    const warnings = async () => (await guestbook.app.inject('/readyz')).json().warnings
    await redis.replicas[0]?.freeze()
    expect((await postEntry(guestbook.app, { message: 'once' })).statusCode).toBe(503)
    expect(await warnings()).toEqual([expect.stringMatching(/^fewer replicas than WRITE_REPLICAS=1/)])
    expect((await guestbook.app.inject('/readyz')).json()).toMatchObject({ writes: 'unavailable' })
    await redis.replicas[0]?.resume()
    await expect.poll(async () => (await postEntry(guestbook.app, { message: 'twice' })).statusCode).toBe(201)
    // The master may still tell of the replica's silence for a moment.
    await expect.poll(warnings).toEqual([])
  })

  test('a client without a key is asked to look before sending it again, and is not promised that it is added once', async () => {
    await using redis = await startRedis({ replicas: 0 })
    const environment = { REDIS_MASTER_URL: redis.master.url, WRITE_REPLICAS: '1', WRITE_TIMEOUT: '200' }
    await using guestbook = await startApp(environment, { untilReady: false })
    await expect.poll(async () => (await guestbook.app.inject('/readyz')).json()).toMatchObject({ reads: 'ok' })
    const details: string[] = []
    for (const headers of [{}, { 'idempotency-key': '0123456789abcdef' }]) {
      const answer = await postEntry(guestbook.app, { message: 'once' }, headers)
      expect(answer.json()).toMatchObject({ status: 503, kind: 'maybe-written' })
      details.push(answer.json().detail)
    }
    expect(details).toEqual([expect.stringMatching(/look for it/), expect.stringMatching(/not be added twice/)])
  })

  test('a form that is sent again is one entry, also from a browser that came without a cookie', async () => {
    await using redis = await startRedis({ replicas: 0 })
    const environment = { REDIS_MASTER_URL: redis.master.url, WRITE_REPLICAS: '1', WRITE_TIMEOUT: '200' }
    await using guestbook = await startApp(environment, { untilReady: false })
    await expect.poll(async () => (await guestbook.app.inject('/readyz')).json()).toMatchObject({ reads: 'ok' })
    const first = await postForm(guestbook.app, { message: 'once' })
    expect(first.statusCode).toBe(503)
    expect(find(first.body, 'p', { id: 'form-problem' }).text).toMatch(/will not be added twice/)
    const cookie = `guestbook-visitor=${cookieOf(first, 'guestbook-visitor')?.value}`
    expect((await postForm(guestbook.app, { message: 'once' }, { cookie })).statusCode).toBe(503)
    expect(await redis.master.client().xlen(bookKeys('main').entries)).toBe(1)
  })
})
