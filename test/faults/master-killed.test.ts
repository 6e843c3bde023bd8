import { expect, test } from 'vitest'
import { describeWith } from '../support/machine.ts'
import { startRedis } from '../support/redis.ts'
import { startFrontEnds } from './front-ends.ts'
import { report } from './report.ts'
import { compare, Writers } from './writers.ts'

const KILLS = 10

// A power cut (SIGKILL) and a restart on the same data need the server as a process of this machine.
describeWith(['redis-server'], 'the master is killed while visitors write', () => {
  test('nothing that was acknowledged is lost, nothing is there twice, and nobody misses their own entry', {
    timeout: 120_000,
  }, async () => {
    await using redis = await startRedis({ provider: 'local', replicas: 3 })
    await using frontEnds = await startFrontEnds({ masterUrl: redis.master.url, replicas: redis.replicas })
    let missed = 0
    const writers = new Writers(frontEnds, {
      name: 'written while the master dies',
      count: 12,
      check: async (front, id, position) => {
        const { status } = await frontEnds
          .at(front)
          .client.ask(`/api/entries/${id}`, { headers: { 'guestbook-position': position } })
        // 503 says that it cannot be known just now; anything else but the entry would be a lie.
        if (status !== 200 && status !== 503) missed++
      },
    })
    for (let kill = 0; kill < KILLS; kill++) {
      await writers.more(40 + ((kill * 37) % 150))
      await redis.master.kill()
      await redis.master.start()
    }
    await writers.more(100)
    const acknowledged = await writers.stop()
    await redis.waitForReplicas()

    const { lost, duplicated } = await compare(acknowledged, redis.master)
    report({
      fault: 'master killed (SIGKILL) under load',
      count: KILLS,
      lost: lost.length,
      duplicated: duplicated.length,
      misread: missed,
      outage: { milliseconds: writers.progress.longestGap, of: 'writes' },
      note: `${acknowledged.size} acknowledged, ${writers.failures} attempts repeated`,
    })
    expect({ lost, duplicated, missed }).toEqual({ lost: [], duplicated: [], missed: 0 })
    expect(writers.failures).toBeGreaterThan(KILLS)
    for (const replica of redis.replicas) expect((await compare(acknowledged, replica)).lost).toEqual([])
  })
})
