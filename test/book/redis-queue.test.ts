import { afterAll, beforeAll, expect, test } from 'vitest'
import { NotWritten } from '../../server/book/errors.ts'
import { postEntry } from '../http/requests.ts'
import { startApp, type TestApp } from '../support/app.ts'
import { describeWith } from '../support/machine.ts'
import { commandsDuring } from '../support/redis/monitor.ts'
import { commandCount, type RedisTopology, startRedis } from '../support/redis.ts'

describeWith(['redis'], 'entries that wait for a silent master', () => {
  let redis: RedisTopology
  let guestbook: TestApp
  beforeAll(async () => {
    redis = await startRedis({ provider: 'deployed', replicas: 0 })
    guestbook = await startApp({ REDIS_MASTER_URL: redis.master.url, RATE_LIMIT: '0' })
  })
  afterAll(async () => {
    await guestbook?.[Symbol.asyncDispose]()
    await redis?.[Symbol.asyncDispose]()
  })

  test('are limited in number: one too many is rejected at once, and not added', async () => {
    await redis.master.freeze()
    const append = (number: number) => guestbook.book.append({ name: '', message: `message ${number}` })
    const early = Array.from({ length: 2000 }, (_, number) =>
      append(number).then(
        () => 'added',
        () => 'failed',
      ),
    )
    await expect(append(-1)).rejects.toThrow(NotWritten)
    await expect(append(-1)).rejects.toThrow('too many entries wait')
    await redis.master.resume()
    const outcomes = await Promise.all(early)
    expect(outcomes).toContain('added')
    const { entries } = await guestbook.book.page({ limit: 200 })
    expect(entries.map(({ message }) => message)).not.toContain('message -1')
    expect((await append(5000)).replayed).toBe(false)
  })

  test('are sent in parts, none of which holds up the master for long', async () => {
    const drafts = Array.from({ length: 600 }, (_, number) => ({ name: '', message: `of many ${number}` }))
    const commands = await commandsDuring(redis.master, () =>
      Promise.all(drafts.map((draft) => guestbook.book.append(draft))),
    )
    const sizes = commands.map((call) => call.filter((text) => text.startsWith('of many')).length)
    expect(sizes.reduce((all, size) => all + size, 0)).toBe(600)
    expect(Math.max(...sizes)).toBe(256)
  })

  test('ask together for what Redis knows of them, and send no more than an ordinary post needs', async () => {
    const post = (number: number) =>
      postEntry(
        guestbook.app,
        { name: 'Ada', message: `guest ${number} was glad of the house, the garden and the music` },
        { 'idempotency-key': `the key of guest ${number}` },
      )
    const together = ['mget', 'hmget', 'hset'] as const
    const commandCounts = async () =>
      Object.fromEntries(
        await Promise.all(together.map(async (name) => [name, await commandCount(redis.master, name)])),
      )
    expect((await post(0)).statusCode).toBe(201)
    const before = await commandCounts()
    const commands = await commandsDuring(redis.master, async () => {
      const answers = await Promise.all(Array.from({ length: 100 }, (_, number) => post(number + 1)))
      expect(answers.map(({ statusCode }) => statusCode)).toEqual(answers.map(() => 201))
    })
    const calls = commands.filter((call) => call.some((text) => text.startsWith('guest ')))
    const after = await commandCounts()
    // Far fewer than one for each.
    for (const name of together) expect(after[name] - before[name], name).toBeLessThan(50)
    // What few posts have is sent as JSON.
    expect(calls.flat().filter((text) => text.startsWith('{'))).toEqual([])
  })
})
