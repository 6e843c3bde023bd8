import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Book } from '../../server/book/book.ts'
import { describeWith } from '../support/machine.ts'
import { commandCount, type RedisNode, type RedisTopology, startRedis } from '../support/redis.ts'
import { addressOf, locationOf, openWritable } from '../support/redis-book.ts'
import { type Follower, startFollower } from './contract/follower.ts'
import { appendInTurn, positionAfter } from './contract/harness.ts'

describeWith(['redis'], 'connections to Redis', () => {
  let redis: RedisTopology
  let replica: RedisNode
  beforeAll(async () => {
    redis = await startRedis({ provider: 'deployed', replicas: 1 })
    replica = redis.replicas[0] as RedisNode
  })
  afterAll(() => redis?.[Symbol.asyncDispose]())

  test.each(['the replica', 'the master'])(
    'a follower of %s that loses the connection continues from there',
    async (node) => {
      const followed = node === 'the replica' ? replica : redis.master
      await using book = await openWritable({ location: locationOf(redis.master, followed) })
      const abort = new AbortController()
      try {
        const follower = startFollower(book, abort.signal)
        await addsAndIsTold(book, follower)
        await expect.poll(() => cutOffFollowers(followed)).toBeGreaterThan(0)
        await addsAndIsTold(book, follower)
        expect(follower.received.filter(({ kind }) => kind === 'snapshot')).toHaveLength(1)
        expect(follower.entries()).toEqual((await book.page({ limit: 100, fromMaster: true })).entries)
      } finally {
        abort.abort()
      }
    },
  )

  test('a node is found by its second name if the first is unknown', async () => {
    const twoNames = { ...addressOf(replica), hosts: ['redis-replica.invalid', replica.host] as const }
    const location = { ...locationOf(redis.master), replica: twoNames }
    const before = await commandCount(replica, 'xrevrange')
    await using book = await openWritable({ location })
    await expect
      .poll(async () => {
        await book.page({ limit: 1 })
        return commandCount(replica, 'xrevrange')
      })
      .toBeGreaterThan(before)
  })
})

async function addsAndIsTold(book: Book, follower: Follower): Promise<void> {
  await follower.reaches(positionAfter(await appendInTurn(book, 1)))
}

/** Ends only the connections that wait for changes; writes to the master still work. Returns their number. */
async function cutOffFollowers(node: RedisNode): Promise<number> {
  const clients = String(await node.client().client('LIST'))
  const following = Array.from(clients.matchAll(/^id=(\d+) .* cmd=xread /gm), ([, id = '']) => id)
  for (const id of following) await node.client().call('CLIENT', 'KILL', 'ID', id)
  return following.length
}
