import { expect, test } from 'vitest'
import { describeWith } from '../support/machine.ts'
import { type RedisNode, startRedis } from '../support/redis.ts'
import { metric, readiness, startFrontEnds } from './front-ends.ts'

describeWith(['redis'], 'what /metrics says of a front end', () => {
  test('that has fallen behind what it wrote, has caught up, and can be read from or not', async () => {
    await using redis = await startRedis({ replicas: 1 })
    const nodes = [redis.master, ...redis.replicas]
    await using frontEnds = await startFrontEnds({ masterUrl: redis.master.url, replicas: redis.replicas })
    const front = frontEnds.at(0)
    const lag = () => metric(front, 'guestbook_feed_lag_seconds')
    const position = () => metric(front, 'guestbook_feed_position_timestamp_seconds')
    const post = async () => JSON.parse((await front.client.post('counted')).text).id as string

    await expect.poll(position).toBe(timeOf(await post()))
    expect(await lag()).toBe(0)

    // Writes go on. Front ends hear of none once their pending reads have been answered.
    for (const node of nodes) await mayFollow(node, false)
    await expect.poll(() => post().then(lag)).toBeGreaterThan(0.1)
    const [before, newest] = [await position(), await post()]
    expect(before).toBeLessThan(timeOf(newest))
    const early = await lag()
    await expect.poll(lag).toBeGreaterThan(early + 0.1)
    expect(await position()).toBe(before)
    for (const node of nodes) await mayFollow(node, true)
    await expect.poll(lag).toBe(0)
    expect(await position()).toBe(timeOf(newest))

    const possible = async () => [await metric(front, 'guestbook_readable'), await metric(front, 'guestbook_writable')]
    expect(await possible()).toEqual([1, 1])
    // A replica gets nothing before it has confirmed its first copy, which takes up to a second.
    await redis.waitForReplicas()
    await redis.master.stop()
    await expect.poll(possible).toEqual([1, 0])
    for (const replica of redis.replicas) await replica.stop()
    await expect.poll(possible).toEqual([0, 0])
    for (const node of nodes) await node.start()
    await readiness(front.client, { reads: 'ok', writes: 'ok' })
    expect(await possible()).toEqual([1, 1])
  })
})

async function mayFollow(node: RedisNode, allowed: boolean): Promise<void> {
  await node.client().acl('SETUSER', 'default', `${allowed ? '+' : '-'}xread`)
}

/** The time in an entry's id, in seconds since 1970. */
function timeOf(id: string): number {
  return Number(id.split('-')[0]) / 1000
}
