import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { AppendOptions } from '../../server/book/book.ts'
import { BookLimitReached, MaybeWritten, NotWritten, TooManyPosts } from '../../server/book/errors.ts'
import type { DraftInput } from '../../server/common/entry.ts'
import { onBusyMachine } from '../support/busy.ts'
import { eventually } from '../support/eventually.ts'
import { describeWith } from '../support/machine.ts'
import { commandCount, type RedisNode, startRedis } from '../support/redis.ts'
import { locationOf, openWritable } from '../support/redis-book.ts'
import { removeEntry } from '../support/remove-entry.ts'
import type { Answer } from './client.ts'
import { startFrontEnds } from './front-ends.ts'
import { report } from './report.ts'
import { compare } from './writers.ts'

const WRITE_TIMEOUT = 500

const FROZEN = 'while the replica is frozen'

/** Posts that come while others wait for replicas wait for those first. */
const LIMIT = onBusyMachine(2 * WRITE_TIMEOUT)

/** So many that the first are sent to the master, and the others wait until those have waited for the replica. */
const CROWD = 30

/** So many that they are sent to the master in five parts. */
const LARGE_CROWD = 1200

// Redis 8, which the images have, answers WAIT differently from 7 where a connection has written nothing since.
for (const provider of ['local', 'docker'] as const) {
  describeWith([provider === 'local' ? 'redis-server' : 'docker'], `WRITE_REPLICAS=1 (${provider})`, () => {
    test('what no replica has is not acknowledged, not even when sent again, and is there once in the end', {
      timeout: 60_000,
    }, async () => {
      await using redis = await startRedis({ provider, replicas: 1 })
      const replica = redis.replicas[0] as RedisNode
      const environment = { WRITE_REPLICAS: '1', WRITE_TIMEOUT: String(WRITE_TIMEOUT) }
      const replicas = [replica, replica]
      await using frontEnds = await startFrontEnds({ masterUrl: redis.master.url, replicas, environment })
      const { client } = frontEnds.at(0)
      const acknowledged = new Map<string, string>()
      const misread: string[] = []
      let slowest = 0
      const visitor = `guestbook-visitor=${randomUUID()}`
      const api = (message: string) => client.post(message, { 'idempotency-key': keyOf(message) })
      const form = (message: string) => client.postForm(message, { cookie: visitor, 'accept-language': 'en' })
      const expectUnconfirmed = (answer: Answer, words: RegExp) => {
        slowest = Math.max(slowest, answer.milliseconds)
        if (answer.status !== 503 || !words.test(answer.text) || !answer.headers['retry-after'])
          misread.push(`${answer.status}: ${answer.text}`)
      }

      // On a busy machine, a replica may need longer than a write may take here.
      await eventually('an entry to be confirmed', async () =>
        expect(await api('while all is well')).toMatchObject({ status: 201 }),
      )
      await replica.freeze()
      for (const attempt of ['the first', 'sent again']) {
        expectUnconfirmed(await api(FROZEN), /may still appear/)
        expectUnconfirmed(await form('by form'), /It may still appear/)
        const crowd = await Promise.all(Array.from({ length: CROWD }, (_, index) => api(`crowd ${index}`)))
        for (const answer of crowd) expectUnconfirmed(answer, /may still appear|cannot be written to/)
        expect(misread, attempt).toEqual([])
      }
      // The other front end has written nothing that a replica could lack: its replay has to wait for what the first one wrote.
      const elsewhere = await frontEnds.at(1).client.post(FROZEN, { 'idempotency-key': keyOf(FROZEN) })
      expect(elsewhere.status, elsewhere.text).toBe(503)

      await replica.resume()
      await redis.waitForReplicas()
      const keep = async (message: string) => {
        const text = await eventually(`"${message}" to be confirmed`, async () => {
          const { status, text } = await api(message)
          if (status !== 201) throw new Error(`${status}: ${text}`)
          return text
        })
        acknowledged.set(message, (JSON.parse(text) as { id: string }).id)
      }
      await keep('while all is well')
      await keep(FROZEN)
      for (let index = 0; index < CROWD; index++) await keep(`crowd ${index}`)
      const resent = await eventually('the form to be confirmed', async () => {
        const answer = await form('by form')
        if (answer.status !== 303) throw new Error(`${answer.status}: ${answer.text}`)
        return answer
      })
      acknowledged.set('by form', resent.headers.location?.replace('./entry/', '') ?? '')

      const outcomes = [await compare(acknowledged, redis.master), await compare(acknowledged, replica)]
      report({
        fault: `replica frozen, WRITE_REPLICAS=1 (${provider})`,
        count: 2 * (CROWD + 2),
        lost: outcomes.flatMap(({ lost }) => lost).length,
        duplicated: outcomes.flatMap(({ duplicated }) => duplicated).length,
        misread: misread.length,
        outage: { milliseconds: slowest, of: 'the slowest refusal' },
        note: `${acknowledged.size} acknowledged after the replica was back`,
      })
      for (const outcome of outcomes) expect(outcome).toEqual({ lost: [], duplicated: [] })
      expect(slowest).toBeLessThan(LIMIT)
    })
  })
}

describeWith(['redis-server'], 'a book whose entries a replica has to confirm', () => {
  const options = { writeReplicas: 1, writeTimeout: WRITE_TIMEOUT }

  test('turns away posts that have waited for others in vain, instead of keeping them waiting', async () => {
    await using redis = await startRedis({ provider: 'local', replicas: 1 })
    const replica = redis.replicas[0] as RedisNode
    await using book = await openWritable({ location: locationOf(redis.master, replica), ...options })
    await replica.freeze()
    const results = await Promise.allSettled(crowd(LARGE_CROWD).map((draft) => book.append(draft)))
    const reasons = results.map((result) => (result.status === 'rejected' ? result.reason : undefined))
    const unconfirmed = reasons.filter((reason) => reason instanceof MaybeWritten).length
    const refused = reasons.filter((reason) => reason instanceof NotWritten).length
    expect(unconfirmed + refused).toBe(LARGE_CROWD)
    expect(refused).toBeGreaterThan(LARGE_CROWD / 2)
    expect(await redis.master.client().xlen('guestbook:{main}:entries')).toBe(unconfirmed)
  })

  test('counts an entry that may have been written, once, also where it is sent again', async () => {
    await using redis = await startRedis({ provider: 'local', replicas: 1 })
    const replica = redis.replicas[0] as RedisNode
    await using book = await openWritable({ location: locationOf(redis.master, replica), ...options })
    await redis.waitForReplicas()
    const key = { value: 'a key of its own', lifetime: 600_000 }
    const limited = { allowances: [{ network: '192.0.2.7', perMinute: 2 }], perDay: 3 }
    const append = (message: string, more: AppendOptions = {}) =>
      book.append({ name: '', message }, { ...limited, ...more })
    await replica.freeze()
    for (const _ of ['first', 'again']) await expect(append('once', { key })).rejects.toThrow(MaybeWritten)
    await expect(append('without a key')).rejects.toThrow(MaybeWritten)
    // Nothing was written, so that no replica is asked.
    await expect(append('one too many')).rejects.toThrow(TooManyPosts)
    await replica.resume()
    await redis.waitForReplicas()
    const confirmed = await eventually('it to be confirmed', () => append('once', { key }))
    expect(confirmed.replayed).toBe(true)
    await expect(append('one too many')).rejects.toThrow(TooManyPosts)
    const others = { allowances: [{ network: '192.0.2.8', perMinute: 2 }] }
    await eventually('another to be confirmed', () => append('of others', { ...others, key: { ...key, value: 'b' } }))
    await expect(append('one more of others', others)).rejects.toThrow(BookLimitReached)
    expect(await redis.master.client().xlen('guestbook:{main}:entries')).toBe(3)
  })

  test('confirms a removal as it does an entry, and many entries with one WAIT', async () => {
    await using redis = await startRedis({ provider: 'local', replicas: 1 })
    const replica = redis.replicas[0] as RedisNode
    const location = locationOf(redis.master, replica)
    await using book = await openWritable({ location, writeReplicas: 1, writeTimeout: onBusyMachine(WRITE_TIMEOUT) })
    // A replica that has just been filled says that it is there once a second, and is sent nothing before.
    await redis.waitForReplicas()
    const [first] = await Promise.all(crowd(200).map((draft) => book.append(draft)))
    const waits = await commandCount(redis.master, 'wait')
    // One more has tried whether waiting is allowed.
    expect(waits).toBeLessThanOrEqual(3)
    // Of what was not written nothing has to be confirmed.
    const nothing = { allowances: [{ network: '192.0.2.7', perMinute: 0 }] }
    await expect(book.append({ name: '', message: 'refused' }, nothing)).rejects.toThrow(TooManyPosts)
    expect(await commandCount(redis.master, 'wait')).toBe(waits)

    await replica.freeze()
    await expect(removeEntry(book, first?.entry.id ?? '')).rejects.toThrow(MaybeWritten)
    await replica.resume()
    await redis.waitForReplicas()
    expect(await replica.client().xlen('guestbook:{main}:entries')).toBe(199)
  })
})

function crowd(size: number): DraftInput[] {
  return Array.from({ length: size }, (_, index) => ({ name: '', message: `in a crowd ${index}` }))
}

/** A key of a message's own, as long as keys must be. */
function keyOf(message: string): string {
  return `a key for ${message}`
}
