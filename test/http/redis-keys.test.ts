import { afterAll, beforeAll, expect, test } from 'vitest'
import { redisVariables, startApp, type TestApp } from '../support/app.ts'
import { describeWith } from '../support/machine.ts'
import { type RedisTopology, startRedis } from '../support/redis.ts'
import { newVisitor, postEntry, postForm } from './requests.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/** What a book consists of; what became of entries has a log of its own once there is something. */
const BOOK = ['entries', 'generation', 'salt', 'secret'].map((name) => `guestbook:{main}:${name}`)

describeWith(['redis'], 'what is kept in Redis', () => {
  let redis: RedisTopology
  let guestbook: TestApp
  beforeAll(async () => {
    redis = await startRedis({ provider: 'deployed' })
    guestbook = await startApp(redisVariables(redis.master))
  })
  afterAll(async () => {
    await guestbook?.[Symbol.asyncDispose]()
    await redis?.[Symbol.asyncDispose]()
  })

  const keys = async () => (await redis.master.client().keys('*')).sort()

  /** For how long the keys that `work` adds will be there, in milliseconds. */
  async function lifetimesBy(work: () => Promise<unknown>): Promise<number[]> {
    const before = await keys()
    await work()
    const added = (await keys()).filter((key) => !before.includes(key))
    return Promise.all(added.map((key) => redis.master.client().pttl(key)))
  }

  test('a post without a key leaves nothing but its entry', async () => {
    expect((await postEntry(guestbook.app, { message: 'by a program' })).statusCode).toBe(201)
    // The secret is made in the background.
    await expect.poll(keys).toEqual(BOOK)
  })

  test('the salt that addresses are hashed with is gone after a day', async () => {
    expectLifetime([await redis.master.client().pttl('guestbook:{main}:salt')], DAY)
  })

  test('an idempotency key is remembered for a day', async () => {
    const post = () => postEntry(guestbook.app, { message: 'once' }, { 'idempotency-key': 'a key that is long enough' })
    expectLifetime(await lifetimesBy(post), DAY)
  })

  test('whatever bytes somebody adds by hand are read alike from memory and from Redis', async () => {
    const texts = [
      '',
      '"\\/',
      'line\nbreak\u2028and\ttab',
      '\u0000\u0007\u007f',
      '👩‍👩‍👧',
      Buffer.from([0x61, 0xff, 0xc3, 0x62]),
    ]
    const ids: string[] = []
    for (const text of texts) {
      ids.push(String(await redis.master.client().xadd('guestbook:{main}:entries', '*', 'message', text, 'at', '5')))
    }
    const expected = texts.map(String).reverse()
    const messages = async (query: string) =>
      (await guestbook.app.inject(`/api/entries?limit=${texts.length}${query}`))
        .json()
        .entries.map(({ message }: { message: string }) => message)
    await expect.poll(() => messages('')).toEqual(expected)
    const [time, sequence] = (ids.at(-1) ?? '').split('-')
    expect(await messages(`&before=${time}-${Number(sequence) + 1}`)).toEqual(expected)
  })

  test('what a browser has sent is remembered for ten minutes, also where it gets its name only then', async () => {
    const known = await lifetimesBy(() => postForm(guestbook.app, { message: 'once' }, newVisitor()))
    expectLifetime(known, 10 * MINUTE)
    // The second key is for a double click, before there is a name.
    const [short, ...long] = (await lifetimesBy(() => postForm(guestbook.app, { message: 'once' }))).toSorted(
      (a, b) => a - b,
    )
    expectLifetime(long, 10 * MINUTE)
    expect(short).toBeGreaterThan(0)
    expect(short).toBeLessThanOrEqual(MINUTE / 2)
  })
})

/** There is one key, and it has just begun to live for so long. */
function expectLifetime(left: readonly number[], whole: number): void {
  expect(left).toEqual([expect.toSatisfy((milliseconds) => milliseconds <= whole && milliseconds > whole - MINUTE)])
}
