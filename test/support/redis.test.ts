import { expect, test } from 'vitest'
import { describeWith } from './machine.ts'
import { commandCount, startRedis } from './redis.ts'

for (const provider of ['local', 'docker'] as const) {
  describeWith([provider === 'local' ? 'redis-server' : 'docker'], `Redis for tests (${provider})`, () => {
    test('replicates, counts commands, and keeps its data after a power cut', async () => {
      await using redis = await startRedis({ provider, replicas: 2, password: 'a secret' })
      const { master, replicas } = redis
      await master.client().set('greeting', 'hello')
      await redis.waitForReplicas()
      for (const replica of replicas) expect(await replica.client().get('greeting')).toBe('hello')
      expect(await commandCount(master, 'set')).toBe(1)
      expect(await commandCount(master, 'xrevrange')).toBe(0)

      await master.kill()
      await master.start()
      expect(await master.client().get('greeting')).toBe('hello')
      await redis.waitForReplicas()
    })

    test('a frozen replica falls behind until it is resumed', async () => {
      await using redis = await startRedis({ provider, replicas: 1 })
      const [replica] = redis.replicas
      if (!replica) throw new Error('expected one replica')
      await replica.freeze()
      await redis.master.client().set('greeting', 'hello')
      const answer = replica.client().get('greeting')
      await expect(Promise.race([answer, redis.master.client().ping()])).resolves.toBe('PONG')
      await replica.resume()
      await redis.waitForReplicas()
      expect(await replica.client().get('greeting')).toBe('hello')
    })

    test('a stopped server cannot be stopped again, and starts again with the same address and data', async () => {
      await using redis = await startRedis({ provider })
      const { port } = redis.master
      await redis.master.client().set('greeting', 'hello')
      await redis.master.stop()
      await expect(redis.master.stop()).rejects.toThrow()
      await redis.master.start()
      expect(redis.master.port).toBe(port)
      expect(await redis.master.client().get('greeting')).toBe('hello')
    })
  })
}
