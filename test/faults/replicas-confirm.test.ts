import pino from 'pino'
import { expect, test } from 'vitest'
import { MaybeWritten, NotWritten } from '../../server/book/book.ts'
import { openRedisBook } from '../../server/book/redis/redis-book.ts'
import type { RedisAddress } from '../../server/configuration/redis-location.ts'
import { describeWith } from '../support/machine.ts'
import { type RedisNode, startRedis } from '../support/redis.ts'
import type { Answer, Client } from './client.ts'
import { startFrontEnds } from './front-ends.ts'
import { report } from './report.ts'
import { compare } from './writers.ts'

const WRITE_TIMEOUT = 500

/** Posts that come while others wait for replicas wait for those first; the rest is for a machine that is busy. */
const LIMIT = 2 * WRITE_TIMEOUT + 1000

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
      await using frontEnds = await startFrontEnds({ masterUrl: redis.master.url, replicas: [replica], environment })
      const { client } = frontEnds.at(0)
      const acknowledged = new Map<string, string>()
      const misread: string[] = []
      let slowest = 0
      const visitor = await visitorOf(client)
      const api = (message: string) => client.post(message, { 'idempotency-key': message })
      const form = (message: string) => client.postForm(message, { cookie: visitor, 'accept-language': 'en' })
      const expectUnconfirmed = (answer: Answer, words: RegExp) => {
        slowest = Math.max(slowest, answer.milliseconds)
        if (answer.status !== 503 || !words.test(answer.text) || !answer.headers['retry-after'])
          misread.push(`${answer.status}: ${answer.text}`)
      }

      expect(await api('while all is well')).toMatchObject({ status: 201 })
      await replica.freeze()
      for (const attempt of ['the first', 'sent again']) {
        expectUnconfirmed(await api('while the replica is frozen'), /may yet appear/)
        expectUnconfirmed(await form('by form'), /It may still appear/)
        const crowd = await Promise.all(Array.from({ length: CROWD }, (_, index) => api(`crowd ${index}`)))
        for (const answer of crowd) expectUnconfirmed(answer, /may yet appear|this attempt added nothing/)
        expect(misread, attempt).toEqual([])
      }

      await replica.resume()
      await redis.waitForReplicas()
      const keep = async (message: string) => {
        const { status, text } = await api(message)
        expect({ message, status }).toEqual({ message, status: 201 })
        acknowledged.set(message, (JSON.parse(text) as { id: string }).id)
      }
      await keep('while all is well')
      await keep('while the replica is frozen')
      for (let index = 0; index < CROWD; index++) await keep(`crowd ${index}`)
      const resent = await form('by form')
      expect(resent.status).toBe(303)
      acknowledged.set('by form', resent.headers.location?.replace('/#', '') ?? '')

      for (const node of [redis.master, replica]) {
        const { lost, duplicated } = await compare(acknowledged, node)
        expect({ lost, duplicated }).toEqual({ lost: [], duplicated: [] })
      }
      report({
        fault: `replica frozen, WRITE_REPLICAS=1 (${provider})`,
        count: 2 * (CROWD + 2),
        lost: 0,
        duplicated: 0,
        misread: misread.length,
        outage: { milliseconds: slowest, of: 'the slowest refusal' },
        note: `${acknowledged.size} acknowledged after the replica was back`,
      })
      expect(slowest).toBeLessThan(LIMIT)
    })
  })
}

describeWith(['redis-server'], 'WRITE_REPLICAS=1, and more posts than can be confirmed', () => {
  test('whoever has waited for others in vain is turned away, and not kept waiting', async () => {
    await using redis = await startRedis({ provider: 'local', replicas: 1 })
    const replica = redis.replicas[0] as RedisNode
    const book = openRedisBook({
      location: { kind: 'redis', master: addressOf(redis.master), replica: addressOf(replica) },
      writeReplicas: 1,
      writeTimeout: WRITE_TIMEOUT,
      seedMessage: '',
      log: pino({ level: 'silent' }),
    })
    try {
      await expect.poll(() => book.health().writable).toBe(true)
      await replica.freeze()
      const drafts = Array.from({ length: LARGE_CROWD }, (_, index) => ({ name: '', message: `in a crowd ${index}` }))
      const results = await Promise.allSettled(drafts.map((draft) => book.append(draft)))
      const reasons = results.map((result) => (result.status === 'rejected' ? result.reason : undefined))
      const unconfirmed = reasons.filter((reason) => reason instanceof MaybeWritten).length
      const refused = reasons.filter((reason) => reason instanceof NotWritten).length
      expect(unconfirmed + refused).toBe(LARGE_CROWD)
      expect(refused).toBeGreaterThan(LARGE_CROWD / 2)
      expect(await redis.master.client().xlen('guestbook:{main}:entries')).toBe(unconfirmed)
    } finally {
      await book.close()
    }
  })
})

function addressOf({ host, port }: RedisNode): RedisAddress {
  return { hosts: [host], port, database: 0, tls: false, foundBy: 'the test' }
}

/** The cookie by which a visitor's browser is known, without which the form could not tell one visitor's words from another's. */
async function visitorOf(client: Client): Promise<string> {
  const { headers } = await client.ask('/')
  const cookie = headers['set-cookie']?.find((one) => one.startsWith('guestbook-visitor='))
  if (!cookie) throw new Error(`expected a visitor's cookie, got ${headers['set-cookie']}`)
  return cookie.split(';', 1)[0] as string
}
