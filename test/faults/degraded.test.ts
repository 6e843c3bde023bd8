import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { onBusyMachine } from '../support/busy.ts'
import { describeWith } from '../support/machine.ts'
import { commandCount, type RedisNode, type RedisTopology, startRedis } from '../support/redis.ts'
import { startServer } from '../support/server.ts'
import { Client } from './client.ts'
import { type FrontEnd, type FrontEnds, readiness, startFrontEnds, variables } from './front-ends.ts'
import { fill, OLD_ENTRIES, readBook } from './old-entries.ts'
import { report } from './report.ts'
import { type KnownBook, type Survey, survey } from './survey.ts'
import type { FaultRow } from './table.ts'
import { Watch } from './watch.ts'
import { compare } from './writers.ts'

/** What is promised about recovery, in milliseconds. */
const RECOVERY_LIMIT = onBusyMachine(2000)

/** What every endpoint answers while all is well, and no less while only replicas are missing. */
const WELL: Survey = {
  'GET /': '200, entry',
  'GET /?before=': '200, entry',
  'POST /': '303',
  'GET /api/entries': '200, entry, total',
  'GET /api/entries?before=': '200, entry, total',
  'POST /api/entries': '201',
  'GET /api/entries/<newest>': '200, entry',
  'GET /api/entries/<old>': '200, entry',
  'GET /api/live': '200, position',
  'GET /feed.atom': '200, entry',
  'GET /livez': '200',
  'GET /readyz': '200, reads ok, writes ok',
  'GET /openapi.json': '200, paths',
  'GET /assets/': '200, immutable',
  'GET /metrics': '200, readable, writable',
}

const MASTER_GONE: Survey = {
  ...WELL,
  'GET /': '200, entry, notice: read-only',
  'GET /?before=': '200, entry, notice: read-only',
  'POST /': '503, text kept, retry-after',
  'POST /api/entries': '503, retry-after',
  'GET /readyz': '200, reads ok, writes unavailable',
  'GET /metrics': '200, readable',
}

const ALL_GONE: Survey = {
  ...MASTER_GONE,
  'GET /': '200, entry, notice: from memory',
  'GET /?before=': '503',
  'GET /api/entries?before=': '503',
  'GET /api/entries/<old>': '503',
  'GET /readyz': '200, reads from memory, writes unavailable',
  'GET /metrics': '200',
}

describeWith(['redis-server'], 'what visitors see while nodes are gone', () => {
  let redis: RedisTopology
  let frontEnds: FrontEnds
  let front: FrontEnd
  let replica: RedisNode
  let book: KnownBook
  /** The last of the old entries. */
  let filledUpTo: string
  const acknowledged = new Map<string, string>()
  let sent = 0

  beforeAll(async () => {
    redis = await startRedis({ provider: 'local', replicas: 1 })
    replica = redis.replicas[0] as RedisNode
    frontEnds = await startFrontEnds({ masterUrl: redis.master.url, replicas: redis.replicas })
    front = frontEnds.at(0)
    await fill(redis.master)
    await redis.waitForReplicas()
    book = await readBook(redis.master, front.client)
    filledUpTo = book.newest.id
  })
  afterAll(async () => {
    await frontEnds?.[Symbol.asyncDispose]()
    await redis?.[Symbol.asyncDispose]()
  })

  test('all well', async () => {
    await expectSurvey(WELL)
  })

  test('a replica that is frozen is read around', async () => {
    const watch = watchReads()
    await replica.freeze()
    await expectSurvey(WELL)
    await replica.resume()
    await readiness(front.client, { reads: 'ok', writes: 'ok' })
    await watch.stop()
    expect(watch.wrong).toEqual([])
    await reportReads('replica frozen', watch)
  })

  test('a replica that is killed, and one that is being filled from scratch, is not read from', {
    timeout: 60_000,
  }, async () => {
    const watch = watchReads()
    await replica.kill()
    await expectSurvey(WELL)
    // Each key takes a while to be sent, so that the replica is known to be half filled below.
    const filler = Array.from({ length: 12 }, (_, index) => [`filler ${index}`, '']).flat()
    await redis.master.client().mset(filler)
    await redis.master.client().config('SET', 'rdb-key-save-delay', '200000')
    await replica.start()
    await expect.poll(async () => (await replica.info('replication')).master_sync_in_progress).toBe('1')
    await expectSurvey(WELL)
    expect((await replica.info('replication')).master_link_status).toBe('down')
    expect(await commandCount(replica, 'xrevrange')).toBe(0)
    await redis.master.client().config('SET', 'rdb-key-save-delay', '0')
    await redis.waitForReplicas()
    await expect.poll(() => commandCount(replica, 'xrevrange')).toBeGreaterThan(0)
    await watch.stop()
    expect(watch.wrong).toEqual([])
    await reportReads(`replica killed, and filled with ${OLD_ENTRIES} entries`, watch)
    await expectSurvey(WELL)
  })

  test('the master frozen: writes are refused in time, and it is back as soon as it is', async () => {
    await redis.master.freeze()
    // The first to notice may wait as long as a write may take.
    const { status, milliseconds } = await front.client.post('while the master is frozen')
    expect({ status, isInTime: milliseconds < onBusyMachine(2000) }).toEqual({ status: 503, isInTime: true })
    await readiness(front.client, { reads: 'ok', writes: 'unavailable' })
    await expectSurvey(MASTER_GONE)
    await redis.master.resume()
    await expectRecovery('master frozen')
  })

  test('the master killed, then the replica too, then the replica started empty', { timeout: 60_000 }, async () => {
    const [, replicaDirectory = ''] = (await replica.client().config('GET', 'dir')) as string[]
    // Else the replica may lack entries that visitors have seen, and is rightly not read.
    await redis.waitForReplicas()
    await redis.master.kill()
    await readiness(front.client, { reads: 'ok', writes: 'unavailable' })
    await expectSurvey(MASTER_GONE)

    await replica.kill()
    await readiness(front.client, { reads: 'from memory', writes: 'unavailable' })
    await expectSurvey(ALL_GONE)

    // It comes back with what it was filled with long ago, and then with nothing: neither is what visitors have seen.
    await replica.start()
    await replicaIsConnected()
    await expectSurvey(ALL_GONE)
    await replica.kill()
    await rm(join(replicaDirectory, 'dump.rdb'))
    await replica.start()
    expect(await replica.client().dbsize()).toBe(0)
    await replicaIsConnected()
    await expectSurvey(ALL_GONE)

    await redis.master.start()
    await expectRecovery('everything killed, the replica back first and empty')
    await redis.waitForReplicas()
    await expectSurvey(WELL)
  })

  test('a front end that starts while everything is gone says that it is not ready, and then is', async () => {
    await redis.master.kill()
    await replica.kill()
    await using late = await startServer(variables(redis.master.url, replica.url))
    using client = new Client(late.url)
    expect((await client.ask('/livez')).status).toBe(200)
    expect((await client.ask('/readyz')).status).toBe(503)
    expect((await client.ask('/')).status).toBe(503)
    expect(await client.post('too early')).toMatchObject({
      status: 503,
      headers: { 'retry-after': expect.any(String) },
    })
    await replica.start()
    await redis.master.start()
    await expectRecovery('front end started without Redis', client)
    expect((await client.ask('/readyz')).status).toBe(200)
  })

  /** Surveys all endpoints. Where writes succeed, what they wrote is waited for. */
  async function expectSurvey(expected: Survey): Promise<void> {
    const found = await survey(front, book, `survey ${++sent}`)
    expect(found.answers).toEqual(expected)
    for (const [message, id] of found.acknowledged) acknowledged.set(message, id)
    if (expected === WELL) book = await readBook(redis.master, front.client)
  }

  /** Resolves once the front end has asked the replica that was just started what it holds. */
  async function replicaIsConnected(): Promise<void> {
    await expect.poll(() => commandCount(replica, 'exists')).toBeGreaterThan(2)
  }

  /** Asks all along for what only a node can answer: nothing but the right answer will do. */
  function watchReads(): Watch {
    const [time] = book.newest.id.split('-')
    // The front end keeps what was asked for twice, so each question is another.
    const paths = [
      (asked: number) => `/?before=${time}-${asked}`,
      (asked: number) => `/api/entries?limit=1&before=${time}-${asked}`,
      `/api/entries/${book.old.id}`,
      '/',
    ]
    return new Watch(front.client, paths, ({ status, text }) => status === 200 && !text.includes('class="notice"'))
  }

  /** Waits for reads and writes to be possible again, which must not take long, and puts the time into the table. */
  async function expectRecovery(fault: string, client = front.client): Promise<void> {
    const started = performance.now()
    await readiness(client, { reads: 'ok', writes: 'ok' })
    const milliseconds = performance.now() - started
    book = await readBook(redis.master, client)
    await reportBook({ fault, count: 1, outage: { milliseconds, of: 'after Redis was back' } })
    expect(milliseconds).toBeLessThan(RECOVERY_LIMIT)
  }

  async function reportReads(fault: string, { asked, wrong, slowest }: Watch): Promise<void> {
    const outage = { milliseconds: slowest, of: 'the slowest read' }
    await reportBook({ fault, count: asked, misread: wrong.length, outage })
  }

  /** Puts a row into the table, with what became of all that was acknowledged so far. */
  async function reportBook(row: FaultRow): Promise<void> {
    const { lost, duplicated } = await compare(acknowledged, redis.master, filledUpTo)
    report({ ...row, lost: lost.length, duplicated: duplicated.length })
    expect({ lost, duplicated }).toEqual({ lost: [], duplicated: [] })
  }
})
