import { expect, test } from 'vitest'
import { startMaster, temporaryDirectory } from '../deployment/start-master.ts'
import { onBusyMachine } from '../support/busy.ts'
import { describeWith } from '../support/machine.ts'
import { startRedis } from '../support/redis.ts'
import { startFrontEnds } from './front-ends.ts'
import { report } from './report.ts'
import { Watch } from './watch.ts'
import { compare, Writers } from './writers.ts'

/** What is promised for a book that has to be copied back, in milliseconds. */
const REBUILD_LIMIT = onBusyMachine(10_000)

// The start script runs beside the server that it becomes, so these need redis-server on this machine.
describeWith(['redis-server'], 'the master is replaced by one that start-master.sh starts', () => {
  test('its data is gone: all that was acknowledged comes back from the replicas', { timeout: 60_000 }, async () => {
    await using redis = await startRedis({ provider: 'local', replicas: 2 })
    // Only what a replica has as well can outlive the master's disk.
    const environment = { WRITE_REPLICAS: '1' }
    await using frontEnds = await startFrontEnds({ masterUrl: redis.master.url, replicas: redis.replicas, environment })
    const writers = new Writers(frontEnds, { name: 'written before the disk was lost', count: 8 })
    await writers.more(300)
    const watch = new Watch(frontEnds.at(0).client, ['/', '/api/entries'], ({ status }) => status === 200)

    await redis.master.kill()
    const started = performance.now()
    await using directory = await temporaryDirectory()
    const { port } = redis.master
    await using master = await startMaster({ directory: directory.path, port, peers: redis.replicas })
    await writers.more(100)
    await frontEnds.ready()
    const milliseconds = performance.now() - started
    await watch.stop()
    const acknowledged = await writers.stop()
    await redis.waitForReplicas()

    expect(master.output()).toContain('rebuilt')
    const { lost, duplicated } = await compare(acknowledged, redis.master)
    report({
      fault: "master's data directory lost, WRITE_REPLICAS=1",
      count: 1,
      lost: lost.length,
      duplicated: duplicated.length,
      misread: watch.wrong.length,
      outage: { milliseconds: writers.progress.longestGap, of: 'writes' },
      note: `${acknowledged.size} acknowledged, pages read ${watch.asked} times meanwhile`,
    })
    expect({ lost, duplicated, wrong: watch.wrong }).toEqual({ lost: [], duplicated: [], wrong: [] })
    expect(milliseconds).toBeLessThan(REBUILD_LIMIT)
    for (const replica of redis.replicas) expect((await compare(acknowledged, replica)).lost).toEqual([])
  })

  test('a second one on the same data waits for its turn, however the first one ends', {
    timeout: 60_000,
  }, async () => {
    await using redis = await startRedis({ provider: 'local', replicas: 1 })
    const { port, url } = redis.master
    await redis.master.stop()
    await using directory = await temporaryDirectory()
    await using resources = new AsyncDisposableStack()
    const start = async () =>
      resources.use(await startMaster({ directory: directory.path, port, peers: redis.replicas }))
    let serving = await start()
    await serving.answers()
    await using frontEnds = await startFrontEnds({ masterUrl: url, replicas: redis.replicas })
    const writers = new Writers(frontEnds, { name: 'written while masters take turns', count: 8 })

    const ends = ['SIGTERM', 'SIGKILL'] as const
    for (const end of ends) {
      const waiting = await start()
      await waiting.said('another master still holds')
      await writers.more(200)
      serving.signal(end)
      await writers.more(200)
      expect(waiting.output()).toContain('the other master has ended')
      serving = waiting
    }
    const acknowledged = await writers.stop()

    const { lost, duplicated } = await compare(acknowledged, redis.master)
    report({
      fault: 'two masters started on one data directory',
      count: ends.length,
      lost: lost.length,
      duplicated: duplicated.length,
      outage: { milliseconds: writers.progress.longestGap, of: 'writes' },
      note: `${acknowledged.size} acknowledged`,
    })
    expect({ lost, duplicated }).toEqual({ lost: [], duplicated: [] })
  })
})
