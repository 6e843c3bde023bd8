import { expect, test } from 'vitest'
import { startApp } from '../support/app.ts'
import { ask, post } from '../support/ask.ts'
import { eventually } from '../support/eventually.ts'
import { freePort } from '../support/free-port.ts'
import { describeWith } from '../support/machine.ts'
import { type RedisNode, type RedisOptions, startRedis } from '../support/redis.ts'
import { type LogLine, startServer } from '../support/server.ts'
import { TcpProxy } from '../support/tcp-proxy.ts'
import { expectExplained, READ_ONLY, readyz, UNAVAILABLE, WELL, warningsOf } from './explained.ts'
import { postEntry } from './requests.ts'

/** Without a port of its own, the bus listens 10,000 above the other, where any client's connection may be. */
const CLUSTER = { 'cluster-enabled': 'yes', 'cluster-port': String(await freePort()) }

describeWith(['redis'], 'a database number that Redis does not have', () => {
  test.each<[what: string, settings: RedisOptions['settings'], number: number, expected: RegExp]>([
    ['beyond the sixteen that there are', {}, 20, /has no database 20: give REDIS_MASTER_URL a lower number/],
    ['one beyond the only one', { databases: '1' }, 1, /has no database 1:/],
    ['any on a cluster', CLUSTER, 3, /cluster, which has no database 3:/],
  ])('%s: nothing is read or written, and why is said once', async (_what, settings, number, expected) => {
    await using redis = await startRedis({ provider: 'deployed', settings: settings ?? {} })
    // On a busy machine, connections that time out would be logged too.
    const environment = { REDIS_MASTER_URL: `${redis.master.url}/${number}`, WRITE_TIMEOUT: '30000' }
    await using server = await startServer(environment)
    await expectExplained(server, expected, UNAVAILABLE)
    expect((await ask(`${server.url}/readyz`)).status).toBe(503)
    const connections = (await redis.master.info('stats')).total_connections_received
    await eventually('it to have connected again and again', async () =>
      expect(Number((await redis.master.info('stats')).total_connections_received)).toBeGreaterThan(
        Number(connections) + 10,
      ),
    )
    expect(server.logs.filter(({ msg }) => msg === 'connected to Redis')).toEqual([])
    expect(warningsOf(server)).toHaveLength(1)
    expect((await post(server, { message: 'astray' })).status).toBe(503)
    expect((await redis.master.info('keyspace')).db0).toBeUndefined()
  })

  test('of the replica alone: the master is read, and why is said once', async () => {
    await using redis = await startRedis({ provider: 'deployed', replicas: 1 })
    const replica = redis.replicas[0] as RedisNode
    await using few = await startRedis({ provider: 'deployed', settings: { databases: '4' } })
    await using server = await startServer({
      REDIS_MASTER_URL: `${redis.master.url}/7`,
      REDIS_REPLICA_URL: `${few.master.url}/7`,
    })
    const pattern = /has no database 7: give REDIS_REPLICA_URL/
    await eventually('/readyz to say so', async () =>
      expect(await readyz(server)).toMatchObject({
        reads: 'ok',
        writes: 'ok',
        warnings: expect.arrayContaining([expect.stringMatching(pattern)]),
      }),
    )
    expect((await post(server, { message: 'in the seventh' })).status).toBe(201)
    expect(server.logs.filter(({ reason }) => pattern.test(String(reason)))).toHaveLength(1)
    expect((await few.master.info('keyspace')).db0).toBeUndefined()
    await redis.waitForReplicas()
    expect(await replica.info('keyspace')).toMatchObject({ db7: expect.stringContaining('keys=') })
  })

  test('that there is, is used', async () => {
    await using redis = await startRedis({ provider: 'deployed' })
    await using guestbook = await startApp({ REDIS_MASTER_URL: `${redis.master.url}/15` })
    expect((await postEntry(guestbook.app, { message: 'in the last' })).statusCode).toBe(201)
    expect(await redis.master.info('keyspace')).toEqual({ db15: expect.stringContaining('keys=') })
  })
})

describeWith(
  ['redis'],
  'a Redis where every post would fail says so before anybody posts, and recovers by itself',
  () => {
    // Each waits for the next look at Redis nearly all of its time.
    test.concurrent.each<
      [what: string, breaking: (redis: RedisNode) => unknown, mending: (redis: RedisNode) => unknown, RegExp]
    >([
      [
        'EVAL is forbidden',
        (redis) => redis.client().call('ACL', 'SETUSER', 'default', '-evalsha', '-eval'),
        (redis) => redis.client().call('ACL', 'SETUSER', 'default', '+@all'),
        /forbids its user "EVALSHA" or "EVAL"/,
      ],
      [
        'XADD is forbidden',
        (redis) => redis.client().call('ACL', 'SETUSER', 'default', '-xadd'),
        (redis) => redis.client().call('ACL', 'SETUSER', 'default', '+@all'),
        /forbids its user "XADD"/,
      ],
      [
        'its memory is full',
        (redis) => redis.client().config('SET', 'maxmemory', '1mb'),
        (redis) => redis.client().config('SET', 'maxmemory', '0'),
        /^the memory of Redis is full/,
      ],
      [
        'it wants more replicas than it has',
        (redis) => redis.client().config('SET', 'min-replicas-to-write', '1'),
        (redis) => redis.client().config('SET', 'min-replicas-to-write', '0'),
        /min-replicas-to-write/,
      ],
      [
        'it cannot write its snapshot',
        async (redis) => {
          await redis.client().config('SET', 'dir', '/tmp')
          await redis.client().config('SET', 'save', '3600 1', 'rdb-save-incremental-fsync', 'no')
          await redis.client().config('SET', 'dbfilename', 'none.rdb')
          await redis.client().set('filler', '')
          await redis.client().config('SET', 'dir', '/proc')
          await redis.client().bgsave()
        },
        async (redis) => {
          await redis.client().config('SET', 'dir', '/tmp')
          await redis.client().config('SET', 'stop-writes-on-bgsave-error', 'no')
        },
        /cannot write to its disk \(MISCONF\)/,
      ],
    ])('%s', async (_what, breaking, mending, expected) => {
      const settings = { 'enable-protected-configs': 'yes' }
      await using redis = await startRedis({ provider: 'local', settings })
      await using server = await startServer({ REDIS_MASTER_URL: redis.master.url })
      await eventually('it to be well', async () => expect(await readyz(server)).toMatchObject(WELL))
      await breaking(redis.master)
      const explained = { ...READ_ONLY, warnings: expect.arrayContaining([expect.stringMatching(expected)]) }
      await eventually('/readyz to say so', async () => expect(await readyz(server)).toMatchObject(explained))
      const isExplanation = ({ reason, msg }: LogLine) =>
        expected.test(String(reason)) && msg === 'a problem with Redis'
      await server.logged('why', isExplanation)
      expect((await post(server, { message: 'refused' })).status).toBe(503)
      expect(server.logs.filter(isExplanation)).toHaveLength(1)
      await mending(redis.master)
      await eventually('it to be well', async () => expect(await readyz(server)).toMatchObject(WELL))
      expect((await post(server, { message: 'taken' })).status).toBe(201)
    })

    test('no replica confirms', async () => {
      await using redis = await startRedis({ provider: 'deployed', replicas: 2 })
      const [, second] = redis.replicas as [RedisNode, RedisNode]
      await second.client().replicaof('127.0.0.1', '1')
      await using server = await startServer({ REDIS_MASTER_URL: redis.master.url, WRITE_REPLICAS: '2' })
      await expectExplained(server, /^fewer replicas than WRITE_REPLICAS=2 confirm entries/, READ_ONLY)
      await second.client().replicaof(redis.master.amongServers.host, `${redis.master.amongServers.port}`)
      await eventually('it to be well', async () => expect(await readyz(server)).toMatchObject(WELL))
      expect((await post(server, { message: 'taken' })).status).toBe(201)
    })

    test('it is a replica', async () => {
      await using redis = await startRedis({ provider: 'deployed', replicas: 1 })
      await using server = await startServer({ REDIS_MASTER_URL: redis.replicas[0]?.url ?? '' })
      await expectExplained(server, /is a replica: entries can be written to a master only/, { writes: 'unavailable' })
    })

    test('it is too old', async () => {
      await using redis = await startRedis({ provider: 'local' })
      const rewrite = (bytes: Buffer) =>
        Buffer.from(bytes.toString('latin1').replace(/redis_version:\d/, 'redis_version:6'), 'latin1')
      await using old = await TcpProxy.start(redis.master.port, { rewrite })
      await using server = await startServer({ REDIS_MASTER_URL: old.url })
      await expectExplained(server, /too old: Redis 7.0 or later is needed/, UNAVAILABLE)
      expect(await redis.master.client().dbsize()).toBe(0)
    })

    test('it is a cluster that has the book elsewhere', async () => {
      await using redis = await startRedis({ provider: 'deployed', settings: CLUSTER })
      await using server = await startServer({ REDIS_MASTER_URL: redis.master.url })
      await expectExplained(server, /cluster of several masters/, UNAVAILABLE)
    })

    test('it wants a password', async () => {
      await using redis = await startRedis({ provider: 'deployed', password: 'secret' })
      await using server = await startServer({ REDIS_MASTER_URL: `redis://${redis.master.host}:${redis.master.port}` })
      await expectExplained(server, /does not accept the user or the password/, UNAVAILABLE)
      await redis.master.client().config('SET', 'requirepass', '')
      await eventually('it to be well', async () => expect(await readyz(server)).toMatchObject(WELL))
    })
  },
)

describeWith(['redis'], 'a Redis whose memory runs short', () => {
  test('is warned of from 80 % on, in /readyz and once in the log', async () => {
    await using redis = await startRedis({ provider: 'deployed' })
    await using server = await startServer({ REDIS_MASTER_URL: redis.master.url })
    await expect.poll(() => readyz(server)).toMatchObject(WELL)
    const { used_memory: used } = await redis.master.info('memory')
    await redis.master.client().config('SET', 'maxmemory', `${Math.round(Number(used) / 0.95)}`)
    const pattern = /has used about 80 % of its memory/
    await eventually('it to be told', async () =>
      expect(await readyz(server)).toMatchObject({ writes: 'ok', warnings: [expect.stringMatching(pattern)] }),
    )
    await server.logged('the same', ({ reason }) => pattern.test(String(reason)))
    await redis.master.client().config('SET', 'maxmemory', `${2 * Number(used)}`)
    await eventually('it to be well', async () => expect(await readyz(server)).toMatchObject(WELL))
  })
})
