import { expect, test } from 'vitest'
import { timeOf } from '../../server/common/log-id.ts'
import { onBusyMachine } from '../support/busy.ts'
import { eventually } from '../support/eventually.ts'
import { describeWith } from '../support/machine.ts'
import { type RedisNode, startRedis } from '../support/redis.ts'
import { openWritable } from '../support/redis-book.ts'
import { removeEntry } from '../support/remove-entry.ts'
import { TcpProxy } from '../support/tcp-proxy.ts'
import type { Client } from './client.ts'
import { type FrontEnd, metric, startFrontEnds } from './front-ends.ts'
import { LiveStream } from './live-stream.ts'
import { report } from './report.ts'

const ENTRIES = 'guestbook:{main}:entries'

/** What is promised of a failover, a second, in milliseconds: until every front end shows what the new master holds. */
const LIMIT = onBusyMachine(1000)

/** So many attempts of two front ends to connect that the pauses between them are as long as they get. */
const ATTEMPTS = 16

interface Posted {
  readonly id: string
  readonly message: string
  readonly key: string
  readonly position: string
}

// A replica is promoted as Sentinel and managed services do it, and the address moves; the servers are processes of this machine.
describeWith(['redis-server'], 'a replica that lacks the last entries becomes the master', () => {
  test.each([
    ['and has no others', 'none'],
    ['and has later ones', 'later'],
    ['and has others in between, one of them under the same id', 'between'],
  ] as const)('%s: every front end shows within a second what it holds', { timeout: 60_000 }, async (what, others) => {
    await using redis = await startRedis({ provider: 'local', replicas: 2 })
    const [promoted, follower] = redis.replicas as [RedisNode, RedisNode]
    await using address = await TcpProxy.start(redis.master.port)
    await using frontEnds = await startFrontEnds({ masterUrl: address.url, replicas: redis.replicas })
    const fronts = frontEnds.all
    const [first, second] = fronts as [FrontEnd, FrontEnd]
    const kept = await postAll(first.client, 'kept', 5)
    const withdrawn = kept[2] as Posted
    await redis.waitForReplicas()

    for (const replica of redis.replicas) await replica.client().replicaof('127.0.0.1', '1')
    const lost = await postAll(second.client, 'lost', 4)
    await removeOn(address, withdrawn.id)
    for (const { client } of fronts)
      await shows(client, [
        'lost 3',
        'lost 2',
        'lost 1',
        'lost 0',
        'kept 4',
        'kept 3',
        'kept 1',
        'kept 0',
        'Hello World!',
      ])
    // A page may come from the master before its front end follows that far.
    const followed = timeOf(lost.at(-1)?.id ?? '') / 1000
    for (const front of fronts)
      await expect.poll(() => metric(front, 'guestbook_feed_position_timestamp_seconds')).toBe(followed)
    await using streams = new AsyncDisposableStack()
    const live = await Promise.all(fronts.map(async ({ client }) => streams.use(await LiveStream.open(client))))

    await redis.master.kill()
    await promoted.client().replicaof('NO', 'ONE')
    await follower.client().replicaof(promoted.host, `${promoted.port}`)
    await writeOthers(promoted, others, lost)
    const expected = await messagesOf(promoted)
    expect(expected).toContain('kept 2')
    for (const { client } of fronts)
      await expect.poll(async () => (await client.ask('/readyz')).text).toContain('"writes":"unavailable"')
    // A failover takes its time, and the pauses between attempts to connect are as long as they get.
    address.moveTo('refused')
    const enough = address.turnedAway + ATTEMPTS
    await expect.poll(() => address.turnedAway).toBeGreaterThan(enough)
    address.moveTo(promoted.port)
    const moved = performance.now()
    const times = await Promise.all(
      fronts.map(async ({ client }) => {
        await shows(client, expected)
        return performance.now() - moved
      }),
    )
    for (const stream of live) await stream.said('event: reload')

    for (const { client } of fronts) {
      for (const { id, message, position } of lost) {
        const isThere = expected.includes(message) || (await isOther(promoted, id))
        expect((await client.ask(`/api/entries/${id}`)).status).toBe(isThere ? 200 : 404)
        const headers = { 'guestbook-position': position, cookie: `guestbook-position=${position}` }
        for (const path of ['/', '/feed.atom', '/api/entries', `/?before=${id}`]) {
          const answer = await client.ask(path, { headers })
          expect(answer).toMatchObject({ status: 200 })
          expect(answer.text, path).not.toContain(message)
          expect(answer.milliseconds, path).toBeLessThan(LIMIT)
        }
      }
      // A page that was open somewhere else, with what is gone on it, begins again as well.
      await using late = await LiveStream.open(client, lost.at(-2)?.position)
      if (others !== 'between') await late.said('event: reload')
    }
    await frontEnds.ready()
    const resent = await Promise.all(lost.map((one, index) => again(fronts[index % 2] as FrontEnd, one)))
    expect(resent.map(({ status }) => status)).toEqual([201, 201, 201, 201])
    const afterwards = await postAll(second.client, 'afterwards', 3)
    for (const stream of live) for (const { id } of afterwards) await stream.said(`"id":"${id}"`)
    const final = await messagesOf(promoted)
    for (const { message } of [...lost, ...afterwards, ...kept])
      expect(
        final.filter((one) => one === message),
        message,
      ).toHaveLength(1)
    for (const { client } of fronts) await shows(client, final)
    report({
      fault: `a replica without the last entries promoted, ${what}`,
      count: 1,
      outage: { milliseconds: Math.max(...times), of: 'until all show it' },
      note: `${times.map((time) => Math.round(time)).join(' and ')} ms`,
    })
    expect(Math.max(...times)).toBeLessThan(LIMIT)
  })

  test('and the old master lives on: nothing is written to it, and nothing is read from its replica', {
    timeout: 60_000,
  }, async () => {
    await using redis = await startRedis({ provider: 'local', replicas: 2 })
    const [promoted, loyal] = redis.replicas as [RedisNode, RedisNode]
    await using address = await TcpProxy.start(redis.master.port)
    await using frontEnds = await startFrontEnds({ masterUrl: address.url, replicas: [loyal, loyal] })
    const { client } = frontEnds.at(0)
    await postAll(client, 'kept', 3)
    await redis.waitForReplicas()
    await promoted.client().replicaof('NO', 'ONE')
    address.moveTo(promoted.port)
    address.cut()
    // What others write to the old master meanwhile gets to its replica, and to no page.
    await redis.master.client().xadd(ENTRIES, '*', 'name', '', 'message', 'astray', 'at', Date.now())
    await expect.poll(async () => loyal.client().xlen(ENTRIES)).toBe(5)
    const [entry] = await eventually('an entry to be taken', () => postAll(client, 'after', 1))
    expect(await messagesOf(promoted)).toEqual(['after 0', 'kept 2', 'kept 1', 'kept 0', 'Hello World!'])
    for (const front of frontEnds.all) {
      await shows(front.client, await messagesOf(promoted))
      expect((await front.client.ask(`/?before=${entry?.id}`)).text).not.toContain('astray')
    }
  })
})

describeWith(['redis-server'], 'a master that becomes a replica of another', () => {
  test('is left by connections that nobody has cut', { timeout: 60_000 }, async () => {
    await using redis = await startRedis({ provider: 'local', replicas: 1 })
    const [promoted] = redis.replicas as [RedisNode]
    await using address = await TcpProxy.start(redis.master.port)
    await using frontEnds = await startFrontEnds({ masterUrl: address.url, replicas: [promoted, redis.master] })
    const [first, second] = frontEnds.all as [FrontEnd, FrontEnd]
    await postAll(first.client, 'before', 2)
    await redis.waitForReplicas()
    address.moveTo(promoted.port)
    await promoted.client().replicaof('NO', 'ONE')
    await redis.master.client().replicaof(promoted.host, `${promoted.port}`)
    for (const { client } of [first, second]) {
      await eventually('entries to be taken', () => postAll(client, `by ${new URL(client.url).port}`, 1))
    }
    await frontEnds.ready()
    const expected = await messagesOf(promoted)
    expect(expected).toHaveLength(5)
    for (const { client } of frontEnds.all) await shows(client, expected)
  })
})

describeWith(['redis-server'], 'a master that was only started again', () => {
  test('has another history but the same entries: no page begins again, and none misses what comes', {
    timeout: 60_000,
  }, async () => {
    await using redis = await startRedis({ provider: 'local', replicas: 1 })
    const [replica] = redis.replicas as [RedisNode]
    await using frontEnds = await startFrontEnds({ masterUrl: redis.master.url, replicas: [replica, redis.master] })
    await postAll(frontEnds.at(0).client, 'before', 3)
    await using streams = new AsyncDisposableStack()
    const live = await Promise.all(frontEnds.all.map(async ({ client }) => streams.use(await LiveStream.open(client))))
    const { master_replid: historyId } = await redis.master.info('replication')
    await redis.master.kill()
    await redis.master.start()
    expect((await redis.master.info('replication')).master_replid).not.toBe(historyId)
    await frontEnds.ready()
    const posted = await postAll(frontEnds.at(1).client, 'after', 3)
    for (const stream of live) {
      for (const { id } of posted) await stream.said(`"id":"${id}"`)
      expect(stream.text).not.toContain('event: reload')
    }
  })
})

async function postAll(client: Client, name: string, count: number): Promise<Posted[]> {
  const posted: Posted[] = []
  for (let number = 0; number < count; number++) {
    const message = `${name} ${number}`
    const key = `the key of ${message}`
    const { status, text, headers } = await client.post(message, { 'idempotency-key': key })
    if (status !== 201) throw new Error(`expected 201, got ${status}: ${text}`)
    posted.push({ id: JSON.parse(text).id, message, key, position: String(headers['guestbook-position']) })
  }
  return posted
}

function again({ client }: FrontEnd, { message, key }: Posted) {
  return client.post(message, { 'idempotency-key': key })
}

async function shows(client: Client, messages: readonly string[]): Promise<void> {
  await eventually(`${client.url} to show ${messages}`, async () => {
    const { entries, total } = JSON.parse((await client.ask('/api/entries?limit=100')).text)
    const found = entries.map(({ message }: { message: string }) => message)
    if (total !== messages.length || found.join() !== messages.join()) throw new Error(`${total}: ${found}`)
  })
}

/** The owner's own removal. */
async function removeOn({ host, port }: TcpProxy, id: string): Promise<void> {
  const address = { hosts: [host], port, database: 0, tls: false, foundBy: 'the test' } as const
  await using book = await openWritable({ location: { kind: 'redis', master: address, replica: address } })
  expect(await removeEntry(book, id)).toBeDefined()
}

/** Writes to a master what its former master never had. */
async function writeOthers(node: RedisNode, others: 'none' | 'later' | 'between', lost: readonly Posted[]) {
  const add = (id: string, message: string) =>
    node.client().xadd(ENTRIES, id, 'name', 'Another', 'message', message, 'at', Date.now())
  if (others === 'later') for (const number of [1, 2]) await add('*', `later ${number}`)
  if (others !== 'between') return
  const [first, , third, last] = lost as [Posted, Posted, Posted, Posted]
  await add(`${first.id}1`.replace(/-\d+$/, '-7'), 'between')
  await add(third.id, 'under the same id')
  await add(`${last.id.split('-')[0]}-9`, 'after the last')
}

async function isOther(node: RedisNode, id: string): Promise<boolean> {
  return (await node.client().xrange(ENTRIES, id, id)).length > 0
}

/** What a master holds, newest first. */
async function messagesOf(node: RedisNode): Promise<string[]> {
  const records = await node.client().xrevrange(ENTRIES, '+', '-')
  return records.map(([, fields]) => fields[fields.indexOf('message') + 1] ?? '')
}
