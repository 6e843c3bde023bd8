import { afterAll, beforeAll, expect, test } from 'vitest'
import { find } from '../pages/markup.ts'
import { isReady, redisVariables, startApp, type TestApp } from '../support/app.ts'
import { describeWith } from '../support/machine.ts'
import { type RedisTopology, startRedis } from '../support/redis.ts'
import { FROM_SCRIPT, newKey, openTablet } from './tablet.ts'

describeWith(['redis'], 'a tablet at two front ends on a master and a replica', () => {
  let redis: RedisTopology
  let first: TestApp
  let second: TestApp
  beforeAll(async () => {
    redis = await startRedis({ replicas: 1 })
    first = await startApp(redisVariables(redis.master, redis.replicas[0]))
    second = await startApp(redisVariables(redis.master, redis.replicas[0]))
  })
  afterAll(async () => {
    for (const app of [first, second]) await app?.[Symbol.asyncDispose]()
    await redis?.[Symbol.asyncDispose]()
  })

  test('is open at both at once, and closed at both at the next request', async () => {
    const tablet = await openTablet(first)
    expect((await tablet.at(second).get()).statusCode).toBe(200)
    const found = await first.book.tablets.find(tablet.cookie.split('=')[1] ?? '')
    await second.book.tablets.close(found?.id ?? '')
    for (const app of [first, second]) {
      expect((await tablet.at(app).get()).statusCode).toBe(403)
      expect((await tablet.at(app).post({ message: 'after it was closed' })).statusCode).toBe(403)
    }
  })

  test('adds a form once, at whichever it is sent again', async () => {
    const tablet = await openTablet(first)
    const form = { key: newKey(), message: 'Sent to both' }
    await Promise.all([first, second, first].map((app) => tablet.at(app).post(form)))
    const { entries } = await first.book.page({ limit: 10, fromMaster: true })
    expect(entries.filter(({ message }) => message === form.message)).toHaveLength(1)
  })

  test('has one allowance at both', async () => {
    const tablet = await openTablet(first)
    const statuses: number[] = []
    for (let number = 0; number < 31; number++) {
      const { statusCode } = await tablet
        .at(number % 2 ? first : second)
        .post({ message: `guest ${number}` }, FROM_SCRIPT)
      statuses.push(statusCode)
    }
    expect(statuses).toEqual([...Array.from({ length: 30 }, () => 201), 429])
  })

  test('keeps the words while the master is away, says so, and adds them once when it is back', async () => {
    const tablet = await openTablet(first)
    const form = { key: newKey(), name: 'Ada', message: 'Without a master' }
    await redis.master.stop()
    try {
      const answer = await tablet.post(form)
      expect(answer.statusCode).toBe(503)
      expect(find(answer.body, 'textarea').text.trim()).toBe(form.message)
      expect(find(answer.body, 'input', { name: 'name' }).attributes.get('value')).toBe('Ada')
      expect(find(answer.body, 'input', { name: 'key' }).attributes.get('value')).toBe(form.key)
      expect(answer.body).toContain('The book cannot be written to just now. Your words are still here')
      expect((await tablet.post(form, FROM_SCRIPT)).json()).toMatchObject({ status: 503, kind: 'not-written' })
      const page = await tablet.get()
      expect(page.statusCode).toBe(503)
      expect(page.body).toContain('This page tries again by itself')
      expect(page.body).toContain('http-equiv="refresh"')
    } finally {
      await redis.master.start()
    }
    await isReady(first)
    expect((await tablet.post(form)).statusCode).toBe(303)
    expect((await tablet.post(form)).statusCode).toBe(303)
    const { entries } = await first.book.page({ limit: 100, fromMaster: true })
    expect(entries.filter(({ message }) => message === form.message)).toHaveLength(1)
  })
})
