import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type AppendOptions, LENIENCE } from '../../server/book/book.ts'
import { BookLimitReached, TooManyPosts } from '../../server/book/errors.ts'
import { describeWith } from '../support/machine.ts'
import { type RedisTopology, startRedis } from '../support/redis.ts'
import { locationOf, openWritable } from '../support/redis-book.ts'

describeWith(['redis'], 'what Redis counts', () => {
  let redis: RedisTopology
  beforeAll(async () => {
    redis = await startRedis({ provider: 'deployed' })
  })
  beforeEach(async () => {
    await redis.master.client().flushall()
  })
  afterAll(() => redis?.[Symbol.asyncDispose]())

  const TODAY = 'guestbook:{main}:today'
  const client = () => redis.master.client()
  const openBook = () => openWritable({ location: locationOf(redis.master) })
  const keysOf = (kind: string) => client().keys(`guestbook:{main}:${kind}:*`)

  /** The one key under which a network's posts are counted. */
  async function countKey(): Promise<string> {
    const keys = await keysOf('posts')
    expect(keys).toHaveLength(1)
    return keys[0] as string
  }

  test('begins a minute with its first post, which no other post makes longer', async () => {
    await using book = await openBook()
    const append = (message: string) =>
      book.append({ name: '', message }, { allowances: [{ network: '192.0.2.7', perMinute: 3 }] })
    await append('one')
    const key = await countKey()
    // As if half a minute had passed.
    await client().pexpire(key, 30_000)
    await append('two')
    expect(await client().get(key)).toBe('2 0')
    expect(await client().pttl(key)).toBeLessThanOrEqual(30_000)
    await append('three')
    const refusal = await append('four').catch((error) => error)
    expect(refusal).toBeInstanceOf(TooManyPosts)
    expect(refusal.retryAfterSeconds).toBeLessThanOrEqual(30)
    expect(await client().pttl(key)).toBeLessThanOrEqual(30_000)
    await client().pexpire(key, 1)
    await expect.poll(() => client().exists(key)).toBe(0)
    await append('five')
    expect(await client().get(key)).toBe('1 0')
    expect(await client().pttl(key)).toBeGreaterThan(30_000)
  })

  test('counts what is sent again apart from what is added', async () => {
    await using book = await openBook()
    const options: AppendOptions = {
      allowances: [{ network: '192.0.2.7', perMinute: 2 }],
      key: { value: 'a key of its own', lifetime: 600_000 },
    }
    for (const _ of [1, 2, 3]) await book.append({ name: '', message: 'once' }, options)
    const key = await countKey()
    expect(await client().get(key)).toBe('1 2')
    await client().set(key, `1 ${2 * LENIENCE - 1}`, 'KEEPTTL')
    await book.append({ name: '', message: 'once' }, options)
    await expect(book.append({ name: '', message: 'once' }, options)).rejects.toThrow(TooManyPosts)
  })

  test('says how long to wait also where the minute begins with the very posts that are too many', async () => {
    await using book = await openBook()
    const append = (message: string) =>
      book.append({ name: '', message }, { allowances: [{ network: '192.0.2.7', perMinute: 1 }] })
    const [first, second] = await Promise.allSettled(['one', 'two'].map(append))
    expect(first?.status).toBe('fulfilled')
    expect(second).toMatchObject({ reason: { name: 'TooManyPosts', retryAfterSeconds: 60, network: '192.0.2.7' } })
  })

  test('leaves no key of a network of which nothing was counted', async () => {
    await using book = await openBook()
    const none = { allowances: [{ network: '192.0.2.7', perMinute: 0 }] }
    await expect(book.append({ name: '', message: 'none' }, none)).rejects.toMatchObject({ retryAfterSeconds: 60 })
    expect(await keysOf('posts')).toEqual([])
  })

  test('counts the day until it ends, whatever is added, and nothing where there is no limit', async () => {
    await using book = await openBook()
    await book.append({ name: '', message: 'without a limit' })
    expect(await client().exists(TODAY)).toBe(0)
    const append = (message: string) => book.append({ name: '', message }, { perDay: 3 })
    await append('one')
    const end = await client().pexpiretime(TODAY)
    expect(end % (24 * 60 * 60 * 1000)).toBe(0)
    expect(end).toBeGreaterThan(Date.now() - 60_000)
    // Were it set anew, this would be gone.
    await client().pexpireat(TODAY, end - 1)
    await Promise.all(['two', 'three'].map(append))
    expect(await client().get(TODAY)).toBe('3')
    expect(await client().pexpiretime(TODAY)).toBe(end - 1)
    await expect(append('four')).rejects.toThrow(BookLimitReached)
    expect(await client().get(TODAY)).toBe('3')
  })

  test('remembers a key from its last use on', async () => {
    await using book = await openBook()
    const key = { value: 'a key of its own', lifetime: 600_000 }
    await book.append({ name: '', message: 'once' }, { key })
    const [name = ''] = await keysOf('key')
    await client().pexpire(name, 1000)
    expect((await book.append({ name: '', message: 'once' }, { key })).replayed).toBe(true)
    expect(await client().pttl(name)).toBeGreaterThan(500_000)
  })
})
