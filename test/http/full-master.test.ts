import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startApp } from '../support/app.ts'
import { eventually } from '../support/eventually.ts'
import { startRedis } from '../support/redis.ts'
import { postEntry, postForm, readEntries } from './requests.ts'

// One Redis for everything, as a small installation has it: there is no replica that could be read instead.
let redis: Awaited<ReturnType<typeof startRedis>>
let guestbook: Awaited<ReturnType<typeof startApp>>

beforeAll(async () => {
  redis = await startRedis({ replicas: 0 })
  guestbook = await startApp({ REDIS_MASTER_URL: redis.master.url })
  for (let number = 1; number <= 30; number++) await postEntry(guestbook.app, { message: `message ${number}` })
  await redis.master.client().config('SET', 'maxmemory', '1mb')
})

afterAll(async () => {
  await guestbook?.[Symbol.asyncDispose]()
  await redis?.[Symbol.asyncDispose]()
})

describe('a master that is full', () => {
  test('is read from all the same, also by a front end that has just started', async () => {
    const [newest] = await readEntries(guestbook.app, '?limit=1')
    await using late = await startApp({ REDIS_MASTER_URL: redis.master.url })
    for (const { app } of [guestbook, late]) {
      expect((await app.inject(`/?before=${newest?.id}`)).statusCode).toBe(200)
      expect((await app.inject(`/api/entries/${newest?.id}`)).json()).toEqual(newest)
      expect((await app.inject('/')).statusCode).toBe(200)
    }
  })

  test('refuses entries, and that is known afterwards: to whoever asks and on the page', async () => {
    const refused = await postForm(guestbook.app, { message: 'Please keep this' })
    expect(refused.statusCode).toBe(503)
    expect(refused.body).toContain('Please keep this')
    expect((await guestbook.app.inject('/readyz')).json()).toMatchObject({ reads: 'ok', writes: 'unavailable' })
    expect((await guestbook.app.inject('/')).body).toContain('class="notice"')
  })

  test('lets the owner take entries out, and the page shows it', async () => {
    const [newest] = await readEntries(guestbook.app, '?limit=1')
    expect(await guestbook.book.remove(newest?.id ?? '')).toBeDefined()
    await eventually('the page to be without it', async () => {
      expect((await guestbook.app.inject('/')).body).not.toContain(`id="${newest?.id}"`)
    })
  })

  test('takes entries again once there is room', async () => {
    await redis.master.client().config('SET', 'maxmemory', '0')
    await eventually('an entry to be taken', async () => {
      expect((await postEntry(guestbook.app, { message: 'There is room' })).statusCode).toBe(201)
    })
    expect((await guestbook.app.inject('/readyz')).json()).toMatchObject({ reads: 'ok', writes: 'ok' })
  })
})
