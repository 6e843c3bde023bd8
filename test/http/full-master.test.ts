import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bookKeys } from '../../server/book/stores/redis/book-keys.ts'
import { startApp } from '../support/app.ts'
import { eventually } from '../support/eventually.ts'
import { startRedis } from '../support/redis.ts'
import { removeEntry } from '../support/remove-entry.ts'
import { postEntry, postForm, readEntries } from './requests.ts'

// One Redis for everything, as a small installation has it: there is no replica that could be read instead.
let redis: Awaited<ReturnType<typeof startRedis>>
let guestbook: Awaited<ReturnType<typeof startApp>>

beforeAll(async () => {
  redis = await startRedis({ provider: 'deployed', replicas: 0 })
  guestbook = await startApp({ REDIS_MASTER_URL: redis.master.url })
  for (let number = 1; number <= 30; number++) await postEntry(guestbook.app, { message: `message ${number}` })
  await redis.master.client().config('SET', 'maxmemory', '1mb')
  // As it does by itself within a day: there is no room for a new one.
  await redis.master.client().del(bookKeys('main').salt)
})

afterAll(async () => {
  await guestbook?.[Symbol.asyncDispose]()
  await redis?.[Symbol.asyncDispose]()
})

describe('a master that is full', () => {
  test('is read from all the same, also by a front end that has just started', async () => {
    const [newest] = await readEntries(guestbook.app, '?limit=1')
    await using late = await startApp({ REDIS_MASTER_URL: redis.master.url }, { untilReady: false })
    await eventually('the late one to know the book', async () => {
      expect((await late.app.inject('/readyz')).json()).toMatchObject({ reads: 'ok', writes: 'unavailable' })
    })
    for (const { app } of [guestbook, late]) {
      expect((await app.inject(`/?before=${newest?.id}`)).statusCode).toBe(200)
      expect((await app.inject(`/api/entries/${newest?.id}`)).json()).toEqual(newest)
      expect((await app.inject('/')).statusCode).toBe(200)
    }
  })

  test('refuses entries, and says so afterwards, on the page and to probes', async () => {
    const refused = await postForm(guestbook.app, { message: 'Please keep this' })
    expect(refused.statusCode).toBe(503)
    expect(refused.body).toContain('Please keep this')
    await timesTried(2)
    expect((await guestbook.app.inject('/readyz')).json()).toMatchObject({ reads: 'ok', writes: 'unavailable' })
    expect((await guestbook.app.inject('/')).body).toContain('class="notice"')
  })

  test('lets the owner take entries out, and the page shows it', async () => {
    const [newest] = await readEntries(guestbook.app, '?limit=1')
    expect(await removeEntry(guestbook.book, newest?.id ?? '')).toBeDefined()
    await eventually('the page to be without it', async () => {
      expect((await guestbook.app.inject('/')).body).not.toContain(`id="${newest?.id}"`)
    })
  })

  test('is known to take entries again once there is room, before anybody has tried', async () => {
    await redis.master.client().config('SET', 'maxmemory', '0')
    await eventually('it to be known', async () => {
      expect((await guestbook.app.inject('/readyz')).json()).toMatchObject({ reads: 'ok', writes: 'ok' })
    })
    expect((await postEntry(guestbook.app, { message: 'There is room' })).statusCode).toBe(201)
    expect(await redis.master.client().exists(bookKeys('main').salt)).toBe(1)
  })
})

/** Resolves once the guestbook has tried to write so many times more, by itself, and was refused. */
async function timesTried(times: number): Promise<void> {
  const refusals = async () =>
    Number(/cmdstat_evalsha:.*rejected_calls=(\d+)/.exec(await redis.master.client().info('commandstats'))?.[1] ?? 0)
  const before = await refusals()
  await eventually('it to be tried', async () => expect(await refusals()).toBeGreaterThanOrEqual(before + times))
}
