import { afterAll, beforeAll, expect, test } from 'vitest'
import { post } from '../support/ask.ts'
import { eventually } from '../support/eventually.ts'
import { freePort } from '../support/free-port.ts'
import { describeWith } from '../support/machine.ts'
import { type Sentinels, startSentinels } from '../support/redis/sentinels.ts'
import { type RedisNode, type RedisTopology, startRedis } from '../support/redis.ts'
import { startServer } from '../support/server.ts'
import { expectExplained, readyz, UNAVAILABLE, WELL, warningsOf } from './explained.ts'

const NODE_PASSWORD = 'node-sesame'
const SENTINEL_PASSWORD = 'sentinel-sesame'

describeWith(['redis-server'], 'Redis found by sentinels', () => {
  let redis: RedisTopology
  let sentinels: Sentinels
  let environment: Record<string, string>
  beforeAll(async () => {
    redis = await startRedis({ provider: 'local', replicas: 1, password: NODE_PASSWORD })
    const passwords = { password: SENTINEL_PASSWORD, nodePassword: NODE_PASSWORD }
    sentinels = await startSentinels(redis.master, 1, { count: 2, ...passwords })
    environment = {
      ...sentinels.environment,
      REDIS_PASSWORD: NODE_PASSWORD,
      REDIS_SENTINEL_PASSWORD: SENTINEL_PASSWORD,
    }
  })
  afterAll(async () => {
    await sentinels?.[Symbol.asyncDispose]()
    await redis?.[Symbol.asyncDispose]()
  })

  test('is written to at the master and read at a replica, in the database that was asked for', async () => {
    await using server = await startServer({ ...environment, REDIS_DATABASE: '5' })
    await expect.poll(() => readyz(server)).toMatchObject(WELL)
    expect((await post(server, { message: 'by sentinels' })).status).toBe(201)
    expect(Object.keys(await redis.master.info('keyspace'))).toEqual(['db5'])
    const [replica] = redis.replicas as [RedisNode]
    const lines = server.logs.filter(({ msg }) => msg === 'connected to Redis')
    const portOf = (role: string) => lines.find((line) => line.redis === role)?.port
    expect(portOf('master, writing')).toBe(redis.master.port)
    expect(portOf('replica, reading')).toBe(replica.port)
    expect(JSON.stringify(server.logs)).not.toContain('sesame')
  })

  test('is found by the one sentinel that answers', async () => {
    const addresses = `127.0.0.1:${await freePort()},no-such-host.invalid,${sentinels.all[1]?.host}:${sentinels.all[1]?.port}`
    await using server = await startServer({ ...environment, REDIS_SENTINELS: addresses })
    await expect.poll(() => readyz(server)).toMatchObject(WELL)
  })

  test.each<[what: string, change: Record<string, string>, expected: RegExp]>([
    [
      'another name of the master',
      { REDIS_MASTER_NAME: 'nobody' },
      /do not know the master that REDIS_MASTER_NAME names/,
    ],
    ['a wrong password of the sentinels', { REDIS_SENTINEL_PASSWORD: 'wrong-sesame' }, /check REDIS_SENTINEL_PASSWORD/],
    ['no password of the sentinels', { REDIS_SENTINEL_PASSWORD: '' }, /check REDIS_SENTINEL_PASSWORD/],
    [
      'a wrong password of the nodes',
      { REDIS_PASSWORD: 'wrong-sesame' },
      /does not accept the user or the password: check REDIS_PASSWORD/,
    ],
    [
      'a database that there is not',
      { REDIS_DATABASE: '99' },
      /has no database 99: give REDIS_DATABASE a lower number/,
    ],
  ])('with %s, says why in one line', async (_what, change, expected) => {
    // On a busy machine, connections that time out would be logged too.
    await using server = await startServer({ ...environment, WRITE_TIMEOUT: '30000', ...change })
    await expectExplained(server, expected, UNAVAILABLE)
    const connections = await attempts(sentinels.all[0] as RedisNode)
    await eventually('the sentinels to have been asked again and again', async () =>
      expect(await attempts(sentinels.all[0] as RedisNode)).toBeGreaterThan(connections + 10),
    )
    expect(warningsOf(server)).toEqual([expect.stringMatching(expected)])
    expect(JSON.stringify(server.logs)).not.toContain('wrong-sesame')
  })

  test('at the address of a node instead of a sentinel, says why in one line', async () => {
    const { host, port } = redis.master
    const wrong = { REDIS_SENTINELS: `${host}:${port}`, REDIS_SENTINEL_PASSWORD: NODE_PASSWORD }
    await using server = await startServer({ ...environment, ...wrong })
    await expectExplained(server, /leads to no sentinel/, UNAVAILABLE)
    expect(warningsOf(server)).toEqual([expect.stringMatching(/leads to no sentinel/)])
  })
})

describeWith(['redis-server'], 'sentinels', () => {
  test('that are down at the start are waited for, which is said once', async () => {
    await using redis = await startRedis({ provider: 'local', replicas: 1 })
    await using sentinels = await startSentinels(redis.master, 1, { count: 1 })
    const [sentinel] = sentinels.all as [RedisNode]
    await sentinel.kill()
    await using server = await startServer(sentinels.environment)
    await expectExplained(server, /^none of the sentinels that REDIS_SENTINELS names can be reached/, UNAVAILABLE)
    await sentinel.start()
    await expect.poll(() => readyz(server)).toMatchObject(WELL)
    expect(server.logs.filter(({ level }) => level >= 40)).toHaveLength(1)
    expect((await post(server, { message: 'at last' })).status).toBe(201)
  })

  test('that go away later are not missed', async () => {
    await using redis = await startRedis({ provider: 'local', replicas: 1 })
    await using sentinels = await startSentinels(redis.master, 1, { count: 1 })
    await using server = await startServer(sentinels.environment)
    await expect.poll(() => readyz(server)).toMatchObject(WELL)
    await sentinels.all[0]?.kill()
    expect((await post(server, { message: 'without them' })).status).toBe(201)
    expect(await readyz(server)).toMatchObject(WELL)
    const { output } = await server.stop()
    expect(output).not.toMatch(/error/i)
  })

  test('that know no replica: the master is read, and /readyz warns', async () => {
    await using redis = await startRedis({ provider: 'local' })
    await using sentinels = await startSentinels(redis.master, 0, { count: 1 })
    await using server = await startServer(sentinels.environment)
    const warnings = expect.arrayContaining([expect.stringMatching(/no replica in step/)])
    await expect.poll(() => readyz(server)).toMatchObject({ reads: 'ok', writes: 'ok', warnings })
    expect((await post(server, { message: 'alone' })).status).toBe(201)
    expect(server.logs.filter(({ reason }) => reason === 'the sentinels know no replica that is up')).toHaveLength(1)
  })
})

async function attempts(sentinel: RedisNode): Promise<number> {
  return Number((await sentinel.info('stats')).total_connections_received)
}
