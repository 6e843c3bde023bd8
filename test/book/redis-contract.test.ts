import { afterAll, beforeAll } from 'vitest'
import { eventually } from '../support/eventually.ts'
import { describeWith } from '../support/machine.ts'
import { type RedisNode, type RedisTopology, startRedis } from '../support/redis.ts'
import { locationOf, openWritable } from '../support/redis-book.ts'
import { type BookHarness, makeBookHarness } from './contract/harness.ts'
import { bookContract } from './contract.ts'

describeWith(['redis'], 'the Redis book', () => {
  let redis: RedisTopology
  beforeAll(async () => {
    redis = await startRedis({ provider: 'deployed', replicas: 1 })
  })
  afterAll(() => redis?.[Symbol.asyncDispose]())

  bookContract('on a master alone', () => makePlace(redis.master, redis.master, 0))
  bookContract('on a master and a replica that is read from', () => makePlace(redis.master, replicaOf(redis), 0))
  bookContract('where a replica confirms each entry', () => makePlace(redis.master, replicaOf(redis), 1))
})

/** A place for a book, empty on the master and on the replica. */
async function makePlace(master: RedisNode, replica: RedisNode, writeReplicas: number): Promise<BookHarness> {
  const location = locationOf(master, replica)
  await master.client().flushall()
  await eventually('the replica to be empty', async () => {
    if ((await replica.client().dbsize()) > 0) throw new Error('it holds keys')
  })
  return makeBookHarness({
    open: (seedMessage, now) => openWritable({ location, writeReplicas, seedMessage, now }),
    openAlongside: (now) => openWritable({ location, writeReplicas, seedMessage: undefined, now }),
    processArguments: ['redis', JSON.stringify(location)],
    clear: async () => {},
  })
}

function replicaOf({ replicas: [replica] }: RedisTopology): RedisNode {
  if (!replica) throw new Error('expected a replica')
  return replica
}
