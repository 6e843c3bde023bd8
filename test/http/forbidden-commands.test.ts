import { afterAll, beforeAll, expect, test } from 'vitest'
import { post } from '../support/ask.ts'
import { eventually } from '../support/eventually.ts'
import { freePort } from '../support/free-port.ts'
import { describeWith } from '../support/machine.ts'
import { type RedisNode, type RedisTopology, startRedis } from '../support/redis.ts'
import { type LogLine, type RunningServer, startServer } from '../support/server.ts'
import { expectExplained, READ_ONLY, readyz, UNAVAILABLE, warningsOf } from './explained.ts'

const READ_AND_WRITTEN = { reads: 'ok', writes: 'ok' }

describeWith(['redis'], 'a Redis user', () => {
  let redis: RedisTopology
  beforeAll(async () => {
    redis = await startRedis({ provider: 'deployed', replicas: 1 })
  })
  afterAll(() => redis?.[Symbol.asyncDispose]())

  /** A user who may do everything else. */
  async function userWithout(node: RedisNode, ...commands: string[]): Promise<Record<string, string>> {
    const forbidden = commands.map((command) => `-${command}`)
    await node.client().call('ACL', 'SETUSER', 'limited', 'reset', 'on', '>sesame', '~*', '&*', '+@all', ...forbidden)
    return { REDIS_USERNAME: 'limited', REDIS_PASSWORD: 'sesame' }
  }

  test.each<[command: string, expected: RegExp, readiness: object]>([
    ['info', /^Redis forbids its user "INFO"/, UNAVAILABLE],
    ['get', /^Redis forbids its user "GET"/, UNAVAILABLE],
    ['wait', /^Redis forbids its user "WAIT"/, READ_ONLY],
    ['xread', /^Redis forbids its user "XREAD"/, READ_AND_WRITTEN],
    // Redis 7 does not name a command that only scripts use.
    ['xrevrange', /^Redis forbids its user ("XREVRANGE"|a command or a key)/, { reads: 'unavailable' }],
    ['xinfo', /^Redis forbids its user "XINFO"/, { reads: 'unavailable' }],
  ])('who may not do %s: each reason is said once, in one line', async (command, expected, readiness) => {
    const user = await userWithout(redis.master, command)
    await using server = await startServer({ REDIS_MASTER_URL: redis.master.url, WRITE_REPLICAS: '1', ...user })
    await expectExplained(server, expected, readiness)
    const reasons = server.logs.map(({ reason }) => String(reason)).filter((reason) => reason.includes('forbids'))
    expect(reasons).toEqual([...new Set(reasons)])
    await expectNoOtherOutput(server)
  })

  test.each([
    ['INFO', ['info']],
    ['EVALSHA', ['eval', 'evalsha']],
  ])('who may not do %s on a replica: the master is read, and why is said once', async (command, forbidden) => {
    const [replica] = redis.replicas as [RedisNode]
    await userWithout(replica, ...forbidden)
    await using server = await startServer({
      REDIS_MASTER_URL: redis.master.url,
      REDIS_REPLICA_URL: `redis://limited:sesame@${replica.host}:${replica.port}`,
    })
    const expected = new RegExp(`^the master is read instead of a replica: Redis forbids its user "${command}"`)
    await expectExplained(server, expected, READ_AND_WRITTEN)
    expect((await post(server, { message: 'read at the master' })).status).toBe(201)
    await expectNoOtherOutput(server)
  })

  test('whose password is not asked for: that is said once', async () => {
    await using server = await startServer({ REDIS_MASTER_URL: redis.master.url, REDIS_PASSWORD: 'not needed' })
    const isWarning = ({ reason }: LogLine) => /does not require a password/.test(String(reason))
    await server.logged('it', isWarning)
    await eventually('the book to be there', async () => expect(await readyz(server)).toMatchObject(READ_AND_WRITTEN))
    expect(server.logs.filter(isWarning)).toHaveLength(1)
    await expectNoOtherOutput(server)
  })
})

// The addresses that a cluster's nodes tell each other are of this machine.
describeWith(['redis-server'], 'a cluster of several masters', () => {
  test('that has the book at another node cannot be used, which is said once', async () => {
    const start = async () => {
      const settings = { 'cluster-enabled': 'yes', 'cluster-port': String(await freePort()) }
      return { ...(await startRedis({ provider: 'local', settings })), busPort: settings['cluster-port'] }
    }
    await using first = await start()
    await using second = await start()
    await first.master.client().call('CLUSTER', 'ADDSLOTSRANGE', 0, 8000)
    await second.master.client().call('CLUSTER', 'ADDSLOTSRANGE', 8001, 16383)
    await first.master.client().call('CLUSTER', 'MEET', '127.0.0.1', second.master.port, second.busPort)
    await eventually('the cluster to be complete', async () =>
      expect(await first.master.client().call('CLUSTER', 'INFO')).toMatch(/cluster_state:ok[\s\S]*cluster_size:2/),
    )
    await using server = await startServer({ REDIS_MASTER_URL: first.master.url })
    await expectExplained(server, /^Redis is a cluster of several masters/, UNAVAILABLE)
    expect(warningsOf(server)).toHaveLength(1)
  })
})

/** All that the program prints is its log. */
async function expectNoOtherOutput(server: RunningServer): Promise<void> {
  const { output } = await server.stop()
  const others = output.split('\n').filter((line) => line !== '' && !line.startsWith('{'))
  expect(others).toEqual([])
}
