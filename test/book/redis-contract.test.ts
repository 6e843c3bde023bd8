import pino from 'pino'
import { afterAll, beforeAll } from 'vitest'
import { openRedisBook } from '../../server/book/redis/redis-book.ts'
import type { RedisAddress } from '../../server/configuration/redis-location.ts'
import { eventually } from '../support/eventually.ts'
import { describeWith } from '../support/machine.ts'
import { type RedisNode, type RedisTopology, startRedis } from '../support/redis.ts'
import { type BookHarness, makeBookHarness } from './contract/harness.ts'
import { bookContract } from './contract.ts'

describeWith(['redis'], 'the Redis book', () => {
  let redis: RedisTopology
  beforeAll(async () => {
    redis = await startRedis({ replicas: 1 })
  })
  afterAll(() => redis?.[Symbol.asyncDispose]())

  bookContract('on a master alone', () => makePlace(redis.master, redis.master, 0))
  bookContract('on a master and a replica that is read from', () => makePlace(redis.master, replicaOf(redis), 0))
  bookContract('where a replica confirms each entry', () => makePlace(redis.master, replicaOf(redis), 1))
})

/** An empty book's place: nothing is left on the master, and it has reached the replica that there is nothing. */
async function makePlace(master: RedisNode, replica: RedisNode, writeReplicas: number): Promise<BookHarness> {
  const location = { kind: 'redis', master: addressOf(master), replica: addressOf(replica) } as const
  const options = { location, writeReplicas, writeTimeout: 2000, log: pino({ level: 'silent' }) }
  await master.client().flushall()
  await eventually('the replica to be empty', async () => {
    if ((await replica.client().dbsize()) > 0) throw new Error('it holds keys')
  })
  return makeBookHarness({
    async open(seedMessage) {
      const book = openRedisBook({ ...options, seedMessage })
      await eventually('the book to be writable', async () => {
        if (!book.health().writable) throw new Error('it is not')
      })
      return book
    },
    processArguments: ['redis', JSON.stringify(location)],
    clear: async () => {},
  })
}

function addressOf({ host, port }: RedisNode): RedisAddress {
  return { hosts: [host], port, database: 0, tls: false, foundBy: 'the test' }
}

function replicaOf({ replicas: [replica] }: RedisTopology): RedisNode {
  if (!replica) throw new Error('expected a replica')
  return replica
}
