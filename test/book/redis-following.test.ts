import pino from 'pino'
import { expect, test } from 'vitest'
import { bookKeys } from '../../server/book/stores/redis/book-keys.ts'
import { openRedisBook } from '../../server/book/stores/redis/redis-book.ts'
import { describeWith } from '../support/machine.ts'
import { startRedis } from '../support/redis.ts'
import { locationOf, openWritable } from '../support/redis-book.ts'
import { startFollower } from './contract/follower.ts'
import { given } from './contract/harness.ts'

describeWith(['redis'], 'following a book on Redis', () => {
  test('an entry that was removed before it was read does not block followers', async () => {
    await using redis = await startRedis({ provider: 'deployed', replicas: 0 })
    const { host, port } = redis.master
    const address = { hosts: [host], port, database: 0, tls: false, foundBy: 'the test' } as const
    const location = { kind: 'redis', master: address, replica: address } as const
    const log = pino({ level: 'silent' })
    const book = openRedisBook({
      keys: bookKeys('main'),
      location,
      writeReplicas: 0,
      writeTimeout: 2000,
      seedMessage: '',
      log,
    })
    const abort = new AbortController()
    try {
      const follower = startFollower(book, abort.signal)
      await expect.poll(() => follower.received.length).toBeGreaterThan(0)
      const { generation } = follower.last().position
      // Both in one step, so that no read can come between them.
      const id = `${Date.now()}-0`
      const replies = await redis.master
        .client()
        .multi()
        .xadd(bookKeys('main').entries, id, 'name', '', 'message', 'taken back at once', 'at', Date.now())
        .xdel(bookKeys('main').entries, id)
        .xadd(bookKeys('main').changes, '*', 'entry', id)
        .exec()
      const removed = given(replies?.at(-1)?.[1]) as string
      await follower.reaches({ generation, entries: id, changes: removed })
      expect(follower.entries()).toEqual([])
      expect(follower.last().total).toBe(0)
    } finally {
      abort.abort()
      await book.close()
    }
  })

  test('more news than one read takes, with a removal among them: none is passed over', async () => {
    await using redis = await startRedis({ provider: 'deployed', replicas: 0 })
    await using book = await openWritable({ location: locationOf(redis.master) })
    const abort = new AbortController()
    try {
      const follower = startFollower(book, abort.signal)
      await expect.poll(() => follower.received).toHaveLength(1)
      const { generation } = follower.last().position
      // In one step: the follower is told of 500, and then of as many together with the removal.
      const step = redis.master.client().multi()
      const time = Date.now()
      for (let number = 1; number <= 1200; number++)
        step.xadd(bookKeys('main').entries, `${time}-${number}`, 'name', '', 'message', `${number}`, 'at', time)
      const replies = await step
        .xdel(bookKeys('main').entries, `${time}-1`)
        .xadd(bookKeys('main').changes, '*', 'entry', `${time}-1`)
        .exec()
      const removed = given(replies?.at(-1)?.[1]) as string
      await follower.reaches({ generation, entries: `${time}-1200`, changes: removed })
      expect(follower.entries()).toHaveLength(1199)
      expect(follower.last().total).toBe(1199)
    } finally {
      abort.abort()
    }
  })

  test('without a master, what a promoted replica lacks is forgotten', async () => {
    await using redis = await startRedis({ provider: 'deployed', replicas: 1 })
    const promoted = given(redis.replicas[0])
    await using book = await openWritable({ location: locationOf(redis.master, promoted) })
    const abort = new AbortController()
    try {
      const follower = startFollower(book, abort.signal)
      await book.append({ name: '', message: 'kept' })
      const lost = await book.append({ name: '', message: 'lost' })
      await follower.reaches(lost.position)
      await expect.poll(() => promoted.client().xlen(bookKeys('main').entries)).toBe(2)
      await redis.master.stop()
      await promoted.client().replicaof('NO', 'ONE')
      await promoted
        .client()
        .multi()
        .xdel(bookKeys('main').entries, lost.entry.id)
        .xadd(bookKeys('main').entries, '*', 'name', '', 'message', 'newer', 'at', Date.now())
        .exec()
      await expect.poll(() => follower.entries().map(({ message }) => message)).toEqual(['newer', 'kept'])
    } finally {
      abort.abort()
    }
  })
})
