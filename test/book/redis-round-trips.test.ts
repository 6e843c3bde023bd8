import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Book } from '../../server/book/book.ts'
import { eventually } from '../support/eventually.ts'
import { describeWith } from '../support/machine.ts'
import { commandsDuring } from '../support/redis/monitor.ts'
import { commandCount, type RedisNode, type RedisTopology, startRedis } from '../support/redis.ts'
import { locationOf, openWritable } from '../support/redis-book.ts'
import { startFollower } from './contract/follower.ts'
import { appendAtOnce, appendInTurn, ids, positionAfter } from './contract/harness.ts'

describeWith(['redis'], 'what is asked of Redis', () => {
  let redis: RedisTopology
  let replica: RedisNode
  let book: Book & AsyncDisposable
  beforeAll(async () => {
    redis = await startRedis({ provider: 'deployed', replicas: 1 })
    replica = redis.replicas[0] as RedisNode
    book = await openWritable({ location: locationOf(redis.master, replica) })
    await appendAtOnce(book, 30)
    await redis.waitForReplicas()
    // A replica that was found behind is not asked again for half a second.
    await eventually('the replica to be read from', async () => {
      await book.page({ limit: 1 })
      expect(await commandCount(replica, 'xrevrange')).toBeGreaterThan(0)
    })
  })
  afterAll(async () => {
    await book?.[Symbol.asyncDispose]()
    await redis?.[Symbol.asyncDispose]()
  })

  test('a page or an entry costs one command to the replica', async () => {
    const { entries } = await book.page({ limit: 30, fromMaster: true })
    const commands = await commandsDuring(replica, async () => {
      for (const before of ids(entries)) {
        await book.page({ before, limit: 20 })
        await book.find(before)
      }
    })
    // The state of the replica is checked twice a second, no matter how many read: with INFO and one read.
    const checks = commands.filter(([name]) => name === 'info').length
    expect(commands.filter(([name]) => name !== 'info' && name !== 'ping')).toHaveLength(2 * entries.length + checks)
  })

  test('a follower asks for changes, and waits at most half a second at a time', async () => {
    const abort = new AbortController()
    try {
      const follower = startFollower(book, abort.signal)
      await expect.poll(() => follower.received.length).toBe(1)
      const commands = await commandsDuring(replica, async () => {
        for (const _ of [1, 2]) await follower.reaches(positionAfter(await appendInTurn(book, 1)))
      })
      const waits = commands.filter(([name]) => name === 'xread').map((xread) => xread[xread.indexOf('BLOCK') + 1])
      expect(waits.length).toBeGreaterThan(0)
      for (const milliseconds of waits.map(Number)) {
        // 0 would mean forever.
        expect(milliseconds).toBeGreaterThan(0)
        expect(milliseconds).toBeLessThanOrEqual(500)
      }
    } finally {
      abort.abort()
    }
  })

  test('a follower reads together what comes fast', async () => {
    const abort = new AbortController()
    try {
      const follower = startFollower(book, abort.signal)
      await expect.poll(() => follower.received.length).toBe(1)
      const started = performance.now()
      const commands = await commandsDuring(replica, async () => {
        await follower.reaches(positionAfter(await appendInTurn(book, 100)))
      })
      const mostReads = (performance.now() - started) / 20 + 3
      expect(commands.filter(([name]) => name === 'xread').length).toBeLessThanOrEqual(mostReads)
    } finally {
      abort.abort()
    }
  })
})
