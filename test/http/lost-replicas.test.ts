import { expect, test } from 'vitest'
import { redisVariables } from '../support/app.ts'
import { ask, post } from '../support/ask.ts'
import { eventually } from '../support/eventually.ts'
import { describeWith } from '../support/machine.ts'
import { type RedisNode, startRedis } from '../support/redis.ts'
import { type RunningServer, startServer } from '../support/server.ts'
import { readyz, WELL } from './explained.ts'

describeWith(['redis'], 'replicas that are lost', () => {
  const metrics = async (server: RunningServer) => {
    const text = await (await ask(server.metricsUrl)).text()
    const value = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1])
    return { replicas: value('guestbook_replicas'), link: value('guestbook_replica_link_up') }
  }

  test('show in /readyz and in the metrics until they are back; the rest goes on', { timeout: 60_000 }, async () => {
    await using redis = await startRedis({ provider: 'deployed', replicas: 2 })
    const [first, second] = redis.replicas as [RedisNode, RedisNode]
    await using server = await startServer(redisVariables(redis.master, first))
    await eventually('two replicas to be known', async () =>
      expect(await metrics(server)).toEqual({ replicas: 2, link: 1 }),
    )
    const warnings = (...patterns: RegExp[]) => ({
      reads: 'ok',
      writes: 'ok',
      warnings: patterns.map((pattern) => expect.stringMatching(pattern)),
    })
    await second.stop()
    await eventually('the loss of one to be told', async () =>
      expect(await readyz(server)).toMatchObject(warnings(/1 of 2 are in step/)),
    )
    await first.stop()
    await eventually('the loss of both to be told', async () =>
      expect(await readyz(server)).toMatchObject(warnings(/has no replica in step/, /cannot be reached/)),
    )
    expect(await metrics(server)).toEqual({ replicas: 0, link: 0 })
    expect((await post(server, { message: 'without replicas' })).status).toBe(201)
    await first.start()
    await second.start()
    await eventually('all to be well', async () => expect(await readyz(server)).toMatchObject(WELL))
    // One of two is enough for a moment.
    await expect.poll(() => metrics(server)).toEqual({ replicas: 2, link: 1 })
  })

  test('that fall behind show how far in the metrics', async () => {
    await using redis = await startRedis({ provider: 'deployed', replicas: 1 })
    const [replica] = redis.replicas as [RedisNode]
    await using server = await startServer(redisVariables(redis.master, replica))
    const lag = async () => {
      const text = await (await ask(server.metricsUrl)).text()
      return Number(/^guestbook_replica_lag_bytes (\S+)$/m.exec(text)?.[1])
    }
    await expect.poll(() => readyz(server)).toMatchObject(WELL)
    await replica.client().replicaof('127.0.0.1', '1')
    await post(server, { message: 'x'.repeat(900) })
    await expect.poll(lag).toBeGreaterThan(900)
    const { host, port } = redis.master.amongServers
    await replica.client().replicaof(host, `${port}`)
    await expect.poll(lag).toBe(0)
  })

  test('that there never were are not missed', async () => {
    await using redis = await startRedis({ provider: 'deployed' })
    const name = redis.master.url.replace('127.0.0.1', 'localhost')
    for (const replica of [undefined, redis.master.url, name]) {
      await using server = await startServer({
        REDIS_MASTER_URL: redis.master.url,
        ...(replica ? { REDIS_REPLICA_URL: replica } : {}),
      })
      await expect.poll(() => readyz(server)).toMatchObject(WELL)
      const asked = async () => Number((await redis.master.info('commandstats')).cmdstat_info?.match(/\d+/)?.[0])
      const before = await asked()
      // Longer than a replica may be away before that is told.
      await expect.poll(asked, { timeout: 20_000 }).toBeGreaterThan(before + 16)
      expect(await readyz(server)).toMatchObject(WELL)
    }
  })
})
