import { expect, test } from 'vitest'
import { onBusyMachine } from '../support/busy.ts'
import { describeUnless, missingOf } from '../support/machine.ts'
import { type RedisNode, startRedis } from '../support/redis.ts'
import { readiness, startFrontEnds } from './front-ends.ts'
import { report } from './report.ts'
import { mountProblem, mountSmallDisk } from './small-disk.ts'
import { Watch } from './watch.ts'
import { compare, Writers } from './writers.ts'

const DISK_MEGABYTES = 2

// A disk of its own under the master's data, so both the server and the mount have to be on this machine.
const problem =
  missingOf(['redis-server'], process.env.GUESTBOOK_TEST_MISSING).length > 0
    ? 'there is no redis-server'
    : mountProblem()

describeUnless(problem, "the master's disk is full", () => {
  test('writes are refused clearly, pages go on, and nothing that was acknowledged is gone once there is room', {
    timeout: 120_000,
  }, async () => {
    await using redis = await startRedis({ provider: 'local', replicas: 1 })
    const { master } = redis
    const [, directory = ''] = (await master.client().config('GET', 'dir')) as string[]
    await master.stop()
    await using disk = await mountSmallDisk(directory, DISK_MEGABYTES)
    await master.start()
    await redis.waitForReplicas()
    await using frontEnds = await startFrontEnds({ masterUrl: master.url, replicas: redis.replicas })
    const { client } = frontEnds.at(0)

    const writers = new Writers(frontEnds, { name: 'filling the disk', padding: ' 也也也'.repeat(240), count: 4 })
    await writers.more(10)
    const watch = new Watch(client, ['/', '/api/entries', '/feed.atom'], ({ status }) => status === 200)
    await isDown(master)
    await readiness(client, { reads: 'ok', writes: 'unavailable' })
    const acknowledgedInTime = writers.acknowledged.size
    const refused = await client.post('into a full book')
    expect(refused).toMatchObject({ status: 503, headers: { 'retry-after': expect.any(String) } })
    expect(refused.text).toContain('"kind":"not-written"')
    expect(refused.milliseconds).toBeLessThan(onBusyMachine(1000))

    await disk.resize(64)
    const started = performance.now()
    await master.start()
    await frontEnds.ready()
    const milliseconds = performance.now() - started
    await writers.more(10)
    const acknowledged = await writers.stop()
    await watch.stop()

    const { lost, duplicated } = await compare(acknowledged, master)
    report({
      fault: 'disk full under the master',
      count: 1,
      lost: lost.length,
      duplicated: duplicated.length,
      misread: watch.wrong.length,
      outage: { milliseconds, of: 'from room and restart on' },
      note: `${acknowledgedInTime} acknowledged before, ${acknowledged.size - acknowledgedInTime} after`,
    })
    expect({ lost, duplicated, wrong: watch.wrong }).toEqual({ lost: [], duplicated: [], wrong: [] })
    expect(acknowledgedInTime).toBeGreaterThan(300)
  })
})

/**
 * Resolves once the server has ended by itself, as it does where it cannot write its log (`appendfsync always`). A busy machine needs half a
 * minute to fill the disk.
 */
async function isDown(node: RedisNode): Promise<void> {
  await expect.poll(() => node.client().status, { timeout: 60_000 }).not.toBe('ready')
}
