import { afterAll, beforeAll, expect, test } from 'vitest'
import { NotWritten } from '../../server/book/errors.ts'
import { bookKeys } from '../../server/book/stores/redis/book-keys.ts'
import { startApp, type TestApp } from '../support/app.ts'
import { describeWith } from '../support/machine.ts'
import { commandsDuring } from '../support/redis/monitor.ts'
import { type RedisTopology, startRedis } from '../support/redis.ts'

describeWith(['redis'], 'entries that wait for a silent master', () => {
  let redis: RedisTopology
  let guestbook: TestApp
  beforeAll(async () => {
    redis = await startRedis({ replicas: 0 })
    guestbook = await startApp({ REDIS_MASTER_URL: redis.master.url })
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
    // A call has one key and two for each entry.
    const sizes = commands
      .filter(([, ...args]) => args.includes(bookKeys('main').entries) && args.some((arg) => arg.startsWith('of many')))
      .map(([, , keys]) => (Number(keys) - 1) / 2)
    expect(sizes.reduce((all, size) => all + size, 0)).toBe(600)
    expect(Math.max(...sizes)).toBe(256)
  })
})
