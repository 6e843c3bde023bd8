import { expect, test } from 'vitest'
import { onBusyMachine } from '../support/busy.ts'
import { eventually } from '../support/eventually.ts'
import { describeWith } from '../support/machine.ts'
import { MASTER_NAME, namesAnother, type Sentinels, startSentinels } from '../support/redis/sentinels.ts'
import { type RedisNode, type RedisTopology, startRedis } from '../support/redis.ts'
import { TcpProxy } from '../support/tcp-proxy.ts'
import { type FrontEnds, startFrontEnds } from './front-ends.ts'
import { report } from './report.ts'
import { messagesShownBy, stillShown, stillUnseen } from './shown.ts'
import { Watch } from './watch.ts'
import { compare, Writers } from './writers.ts'

/** What is promised of a failover, in milliseconds. */
const LONGEST_OUTAGE = onBusyMachine(5000)

/** Within this time every front end shows what the new master holds, in milliseconds. */
const CATCHING_UP = onBusyMachine(1000)

/** After so long, in milliseconds, sentinels make a former master that was never down a replica: twice the 8 s that Redis waits by itself. */
const LONGEST_DEMOTION = 2 * 8000

const ENTRIES = 'guestbook:{main}:entries'

const WRITERS = 6
const BEFORE = 100
const AFTER = 100

interface Cluster {
  readonly redis: RedisTopology
  readonly sentinels: Sentinels
  readonly frontEnds: FrontEnds
  /** The node that listens on this port. */
  nodeAt(port: number): RedisNode
}

describeWith(['redis-server'], 'a failover by sentinels, under load', () => {
  test.each([0, 1, 2])('the master is killed, WRITE_REPLICAS=%i', { timeout: 120_000 }, async (writeReplicas) => {
    await underLoad(`master killed, sentinels promote (WRITE_REPLICAS=${writeReplicas})`, writeReplicas, {
      async fault({ redis, sentinels }) {
        await redis.master.kill()
        const promoted = await sentinels.failoverFrom(redis.master.port)
        // As whatever restarts a lost node does it: as a replica of the master that the sentinels name.
        await redis.master.start()
        await redis.master.client().replicaof(redis.master.host, `${promoted}`)
      },
    })
  })

  test('the master is killed while a sentinel hangs', { timeout: 120_000 }, async () => {
    await underLoad('master killed, a sentinel hangs (WRITE_REPLICAS=0)', 0, {
      async fault({ redis, sentinels, frontEnds }) {
        const [first, ...others] = sentinels.all
        await first?.freeze()
        await redis.master.kill()
        await Promise.all(others.map((sentinel) => namesAnother(sentinel, redis.master.port)))
        await frontEnds.ready()
        await first?.resume()
      },
    })
  })

  test.each([0, 1, 2])('SENTINEL FAILOVER, WRITE_REPLICAS=%i', { timeout: 120_000 }, async (writeReplicas) => {
    await underLoad(`SENTINEL FAILOVER (WRITE_REPLICAS=${writeReplicas})`, writeReplicas, {
      // Until then one replica is missing.
      longestOutage: writeReplicas === 2 ? LONGEST_OUTAGE + LONGEST_DEMOTION : LONGEST_OUTAGE,
      async fault({ redis, sentinels }) {
        await sentinels.all[0]?.client().call('SENTINEL', 'FAILOVER', MASTER_NAME)
        await sentinels.failoverFrom(redis.master.port)
      },
    })
  })

  test.each([0, 1])(
    'the master hangs and comes back as a second one, WRITE_REPLICAS=%i',
    { timeout: 120_000 },
    async (writeReplicas) => {
      await underLoad(`master hangs and comes back as a second (WRITE_REPLICAS=${writeReplicas})`, writeReplicas, {
        async fault({ redis, sentinels }) {
          await redis.master.freeze()
          await sentinels.failoverFrom(redis.master.port)
          await redis.master.resume()
          expect((await redis.master.info('replication')).role).toBe('master')
        },
      })
    },
  )

  test('a sentinel that was cut off still names the former master, which lives on: it is not believed', {
    timeout: 120_000,
  }, async () => {
    await using cluster = await startCluster(0)
    const { redis, sentinels } = cluster
    const [first, ...others] = sentinels.all as [RedisNode, ...RedisNode[]]
    let promoted: number | undefined
    const rewrite = (bytes: Buffer) => (promoted ? asBefore(bytes, { former: redis.master.port, promoted }) : bytes)
    await using cutOff = await TcpProxy.start(first.port, { rewrite })
    const addresses = [cutOff, ...others].map(({ host, port }) => `${host}:${port}`).join()
    const environment = {
      REDIS_MASTER_URL: '',
      REDIS_REPLICA_URL: '',
      ...sentinels.environment,
      REDIS_SENTINELS: addresses,
    }
    await using frontEnds = await startFrontEnds({ masterUrl: '', replicas: [redis.master], environment })
    const { client, server } = frontEnds.at(0)
    await redis.master.freeze()
    promoted = await sentinels.failoverFrom(redis.master.port)
    await redis.master.resume()
    await frontEnds.ready()
    const onPromoted = cluster.nodeAt(promoted).client()
    const sign = async () => {
      const answer = await client.post('after the failover')
      if (answer.status !== 201) throw new Error(answer.text)
      return JSON.parse(answer.text).id as string
    }
    // Until it has asked the sentinels, it may still write to the former master.
    await eventually('an entry to be taken by the new master', async () => {
      const first = await sign()
      if ((await onPromoted.xrange(ENTRIES, first, first)).length === 0) throw new Error('the former master took it')
    })
    const id = await eventually('another entry to be taken', sign)
    expect(await onPromoted.xrange(ENTRIES, id, id)).toHaveLength(1)
    expect((await redis.master.info('replication')).role).toBe('master')
    expect(await redis.master.client().xrange(ENTRIES, id, id)).toEqual([])
    expect(server.logs.filter(({ level }) => level >= 50)).toEqual([])
  })

  test('what a former master accepts alone is not confirmed, and can be sent again', { timeout: 120_000 }, async () => {
    await using cluster = await startCluster(1)
    const { redis, sentinels, frontEnds } = cluster
    // A front end that is cut off together with the former master sees only that.
    const environment = { WRITE_REPLICAS: '1', REDIS_REPLICA_URL: '' }
    await using cutOff = await startFrontEnds({ masterUrl: redis.master.url, replicas: [redis.master], environment })
    await redis.master.freeze()
    await sentinels.failoverFrom(redis.master.port)
    await redis.master.resume()
    const key = { 'idempotency-key': 'the key of what was sent astray' }
    await eventually('the former master to take the entry', async () => {
      const { status, text } = await cutOff.at(0).client.post('astray', key)
      expect({ status, text }).toMatchObject({ status: 503, text: expect.stringContaining('may still appear') })
    })
    await eventually(
      'the sentinels to make it a replica',
      async () => {
        const { role, master_link_status: link } = await redis.master.info('replication')
        if (role !== 'slave' || link !== 'up') throw new Error(`role ${role}, link ${link}`)
      },
      40_000,
    )
    await frontEnds.ready()
    for (const { client } of frontEnds.all) expect(await messagesShownBy(client)).not.toContain('astray')
    const again = await frontEnds.at(1).client.post('astray', key)
    expect(again.status, again.text).toBe(201)
    for (const { client } of frontEnds.all) {
      const shown = await eventually('all to show it', async () => {
        const messages = await messagesShownBy(client)
        if (!messages.includes('astray')) throw new Error(messages.join())
        return messages
      })
      expect(shown.filter((message) => message === 'astray')).toHaveLength(1)
    }
  })
})

interface Failover {
  /** How long nobody may be able to write, in milliseconds. */
  readonly longestOutage?: number
  /** Resolves once all sentinels name the new master. */
  fault(cluster: Cluster): Promise<void>
}

/** Makes the fault while visitors write and read without pause, and reports what it cost. */
async function underLoad(
  name: string,
  writeReplicas: number,
  { fault, longestOutage = LONGEST_OUTAGE }: Failover,
): Promise<void> {
  await using cluster = await startCluster(writeReplicas)
  const { sentinels, frontEnds } = cluster
  const writers = new Writers(frontEnds, { name: 'under load', count: WRITERS })
  const watches = frontEnds.all.map(({ client }) => new Watch(client, ['/', '/api/entries'], isPage))
  await writers.more(BEFORE)
  await fault(cluster)
  await writers.more(AFTER)
  const acknowledged = await writers.stop()
  for (const watch of watches) await watch.stop()
  await frontEnds.ready()
  const master = cluster.nodeAt(await sentinels.masterPort())
  const { lost, duplicated } = await compare(acknowledged, master)
  const kept = new Map([...acknowledged].filter(([message]) => !lost.includes(message)))
  const unseen = await stillUnseen(frontEnds, kept, CATCHING_UP)
  const stale = await stillShown(frontEnds, acknowledged, { lost, within: CATCHING_UP })
  const outage = writers.progress.longestGap
  report({
    fault: name,
    count: acknowledged.size,
    lost: lost.length,
    duplicated: duplicated.length,
    misread: watches.flatMap(({ wrong }) => wrong).length,
    outage: { milliseconds: outage, of: 'writing' },
    note: `${unseen.length} unseen; slowest page ${Math.round(Math.max(...watches.map(({ slowest }) => slowest)))} ms`,
  })
  expect({ duplicated, unseen, stale }).toEqual({ duplicated: [], unseen: [], stale: [] })
  // Replication is asynchronous: only what all replicas have is sure to be on the one that is promoted.
  if (writeReplicas === cluster.redis.replicas.length) expect(lost).toEqual([])
  expect(watches.flatMap(({ wrong }) => wrong)).toEqual([])
  expect(outage).toBeLessThan(longestOutage)
}

async function startCluster(writeReplicas: number): Promise<Cluster & AsyncDisposable> {
  const resources = new AsyncDisposableStack()
  try {
    const redis = resources.use(await startRedis({ provider: 'local', replicas: 2 }))
    const sentinels = resources.use(await startSentinels(redis.master, 2))
    const environment = {
      ...sentinels.environment,
      REDIS_MASTER_URL: '',
      REDIS_REPLICA_URL: '',
      WRITE_REPLICAS: String(writeReplicas),
    }
    const { master, replicas } = redis
    const frontEnds = resources.use(await startFrontEnds({ masterUrl: '', replicas, environment }))
    const nodes = [master, ...replicas]
    const nodeAt = (port: number) => nodes.find((node) => node.port === port) ?? expect.fail(`no node at port ${port}`)
    return { redis, sentinels, frontEnds, nodeAt, [Symbol.asyncDispose]: () => resources.disposeAsync() }
  } catch (error) {
    await resources.disposeAsync()
    throw error
  }
}

function isPage({ status }: { status: number }): boolean {
  return status === 200
}

/** What a sentinel says, as it would if it did not know of the failover. */
function asBefore(bytes: Buffer, { former, promoted }: { former: number; promoted: number }): Buffer {
  const text = bytes.toString('latin1').replaceAll(`\r\n${promoted}\r\n`, `\r\n${former}\r\n`)
  return Buffer.from(text.replaceAll(/(config-epoch\r\n\$1\r\n)\d/g, '$10'), 'latin1')
}
