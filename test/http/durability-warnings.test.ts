import { expect, test } from 'vitest'
import { redisVariables } from '../support/app.ts'
import { describeWith } from '../support/machine.ts'
import { startRedis } from '../support/redis.ts'
import { startServer } from '../support/server.ts'

describeWith(['redis'], 'a Redis that may lose what it has acknowledged', () => {
  test('is named in the log and by /readyz, until it is set up to keep it', async () => {
    await using redis = await startRedis({
      provider: 'deployed',
      settings: { appendfsync: 'everysec', 'maxmemory-policy': 'allkeys-lru' },
    })
    await using server = await startServer(redisVariables(redis.master))
    const warnings = async () => {
      const answer = await fetch(`${server.url}/readyz`, { headers: { connection: 'close' } })
      return (await answer.json()).warnings
    }
    /** They are looked at every five seconds. */
    const change = async (settings: Record<string, string>) => {
      for (const [name, value] of Object.entries(settings)) await redis.master.client().config('SET', name, value)
    }

    const [fsync, eviction] = [/^appendfsync is "everysec"/, /^maxmemory-policy is "allkeys-lru"/]
    await expect.poll(warnings).toEqual([expect.stringMatching(fsync), expect.stringMatching(eviction)])
    const { weaknesses } = await server.logged('what is weak', isWarning)
    expect(weaknesses).toEqual(await warnings())

    await change({ appendonly: 'no' })
    await expect.poll(warnings).toContainEqual(expect.stringMatching(/^appendonly is "no"/))
    await server.logged('what is weaker', (line) => isWarning(line) && /appendonly/.test(String(line.weaknesses)))

    await change({ appendonly: 'yes', appendfsync: 'always', 'maxmemory-policy': 'noeviction' })
    await expect.poll(warnings).toEqual([])
    expect(server.logs.filter(isWarning)).toHaveLength(2)
  })
})

function isWarning({ level, msg }: { level: number; msg: string }): boolean {
  return level === 40 && msg.includes('may lose entries')
}
