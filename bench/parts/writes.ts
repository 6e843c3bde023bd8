import type { RedisTopology } from '../../test/support/redis.ts'
import { atLeast, type Finding } from '../findings.ts'
import { compare } from '../load/compare.ts'
import { loadOf, POST } from '../load/requests.ts'
import type { Context, Part } from '../part.ts'
import { startBareFastify } from '../processes/bare.ts'
import { startGuestbook } from '../processes/guestbook.ts'
import { startLocalRedis } from '../processes/redis.ts'
import { comparisonSeconds } from '../scale.ts'

export const writes: Part = {
  name: 'writes',
  about: 'posts until they are on the disk, on Redis',
  estimate: (scale) => 3 + 2 * comparisonSeconds(scale),
  async run(context) {
    await using redis = await startLocalRedis(2)
    return {
      findings: [await compareWrites(context, redis, 0, 0.8), await compareWrites(context, redis, 1, 0.5)],
    }
  },
}

/** A guestbook of its own for each: one that is only waiting would still follow what the other writes. */
async function compareWrites(context: Context, redis: RedisTopology, replicas: number, goal: number): Promise<Finding> {
  await using guestbook = await startGuestbook(redis, context.signal, { WRITE_REPLICAS: String(replicas) })
  await using bare = await startBareFastify(context.signal, { store: { redis } })
  return await compare(context, {
    measure: `POST /api/entries${replicas > 0 ? `, WRITE_REPLICAS=${replicas}` : ''}`,
    ours: { load: loadOf(guestbook, POST), program: guestbook, redis },
    reference: { load: loadOf(bare, { ...POST, path: '/add' }), program: bare, redis },
    comparedWith: 'bare Fastify, one XADD',
    goal: atLeast(goal),
  })
}
