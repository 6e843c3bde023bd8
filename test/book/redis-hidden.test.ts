import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Book } from '../../server/book/book.ts'
import { bookKeys } from '../../server/book/stores/redis/book-keys.ts'
import { describeWith } from '../support/machine.ts'
import { type RedisTopology, startRedis } from '../support/redis.ts'
import { locationOf, openWritable } from '../support/redis-book.ts'
import { appendAtOnce, ids } from './contract/harness.ts'
import { done, OWNER } from './contract/moderating.ts'

const RUNS = bookKeys('main').hiddenRuns

describeWith(['redis'], 'hidden entries that lie together in Redis', () => {
  let redis: RedisTopology
  let book: Book & AsyncDisposable
  /** Newest first. */
  let all: string[]
  beforeAll(async () => {
    redis = await startRedis({ provider: 'deployed' })
    book = await openWritable({ location: locationOf(redis.master) })
  })
  beforeEach(async () => {
    await book[Symbol.asyncDispose]()
    await redis.master.client().flushall()
    book = await openWritable({ location: locationOf(redis.master) })
    await appendAtOnce(book, 60)
    all = ids((await book.page({ limit: 60, fromMaster: true })).entries)
  })
  afterAll(async () => {
    await book?.[Symbol.asyncDispose]()
    await redis?.[Symbol.asyncDispose]()
  })

  const at = (index: number) => all[index] ?? ''
  const mark = async (kind: 'hide' | 'show', index: number) =>
    done(await book.moderation.mark(at(index), { kind }, OWNER))
  /** Runs as the places of their newest and oldest entries. */
  const runs = async () =>
    (await redis.master.client().zrange(RUNS, '0', '-1'))
      .map((run) =>
        run
          .split(' ')
          .slice(1)
          .map((id) => all.indexOf(id)),
      )
      .sort(([a = 0], [b = 0]) => a - b)

  test('are one run, in whatever order they were hidden, and are parted again', async () => {
    for (const index of [10, 12, 14, 13, 11, 30]) await mark('hide', index)
    expect(await runs()).toEqual([
      [10, 14],
      [30, 30],
    ])
    await mark('show', 12)
    expect(await runs()).toEqual([
      [10, 11],
      [13, 14],
      [30, 30],
    ])
    await mark('show', 10)
    done(await book.moderation.remove(at(14), OWNER))
    await mark('show', 30)
    expect(await runs()).toEqual([
      [11, 11],
      [13, 13],
    ])
    await mark('hide', 12)
    expect(await runs()).toEqual([[11, 13]])
  })

  test('change no page, wherever it begins', async () => {
    const hidden = new Set<number>()
    // The same sequence in every run of the test.
    let random = 7
    for (let step = 0; step < 150; step++) {
      random = (random * 48_271) % 2_147_483_647
      const index = random % 60
      await mark(hidden.has(index) ? 'show' : 'hide', index)
      if (!hidden.delete(index)) hidden.add(index)
      if (step % 5 !== 0) continue
      const shown = all.filter((_, place) => !hidden.has(place))
      const before = at(random % 7)
      const expected = shown.filter((id) => all.indexOf(id) > all.indexOf(before))
      const page = await book.page({ before, limit: 6, fromMaster: true })
      expect(ids(page.entries)).toEqual(expected.slice(0, 6))
      expect(page.next).toBe(expected.length > 6 ? expected[5] : null)
      expect(page.total).toBe(shown.length)
    }
  })

  test('are passed without being read', async () => {
    for (let index = 5; index < 55; index++) await mark('hide', index)
    const client = redis.master.client()
    await client.config('RESETSTAT')
    const page = await book.page({ before: at(3), limit: 3, fromMaster: true })
    expect(ids(page.entries)).toEqual([at(4), at(55), at(56)])
    const stats = await client.info('commandstats')
    expect(Number(/cmdstat_xrevrange:calls=(\d+)/.exec(stats)?.[1])).toBe(2)
  })

  test('are left out also where no run tells of them', async () => {
    for (let index = 5; index < 55; index++) await mark('hide', index)
    await redis.master.client().del(RUNS)
    expect(ids((await book.page({ before: at(3), limit: 3, fromMaster: true })).entries)).toEqual([
      at(4),
      at(55),
      at(56),
    ])
    await mark('show', 20)
    expect(ids((await book.page({ before: at(3), limit: 2, fromMaster: true })).entries)).toEqual([at(4), at(20)])
  })
})
