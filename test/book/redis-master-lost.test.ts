import { setImmediate as turn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { describeWith } from '../support/machine.ts'
import { type RedisNode, startRedis } from '../support/redis.ts'
import { locationOf, openWritable } from '../support/redis-book.ts'

describeWith(['redis-server'], 'a book whose master is gone', () => {
  test('stays readable without a break while a replica has everything', async () => {
    await using redis = await startRedis({ provider: 'local', replicas: 1 })
    await using book = await openWritable({ location: locationOf(redis.master, redis.replicas[0] as RedisNode) })
    await book.append({ name: 'Ada', message: 'Hello' })
    await redis.waitForReplicas()
    await expect.poll(() => book.health().topology?.reads.from).toBe('replica')
    await redis.master.kill()
    let turns = 0
    let unreadable = 0
    const health = () => book.health()
    // The replica was asked again after the master was lost, so nothing is left that could change.
    const asked = Date.now()
    while (health().writable || health().topology?.master || health().lastContact <= asked) {
      turns += 1
      if (!health().readable) unreadable += 1
      await turn()
    }
    expect({ unreadable, isAnyTurn: turns > 0 }).toEqual({ unreadable: 0, isAnyTurn: true })
  })
})
