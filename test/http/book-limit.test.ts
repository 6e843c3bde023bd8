import { mkdtempDisposable } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { find } from '../pages/markup.ts'
import { redisVariables, startApp } from '../support/app.ts'
import { describeWith } from '../support/machine.ts'
import { type RedisTopology, startRedis } from '../support/redis.ts'
import { headerOf, numbers, postEntry, postForm, readEntries } from './requests.ts'

describe('BOOK_LIMIT', () => {
  test('holds for all together, is told kindly and says until when', async () => {
    await using guestbook = await startApp({ BOOK_LIMIT: '3', SEED_MESSAGE: 'Hello World!' })
    for (const address of numbers(3)) {
      const remoteAddress = `192.0.2.${address}`
      const payload = { message: `from ${remoteAddress}` }
      const answer = await guestbook.app.inject({ method: 'POST', url: '/api/entries', remoteAddress, payload })
      expect(answer.statusCode).toBe(201)
    }
    for (const _ of numbers(2)) {
      const api = await postEntry(guestbook.app, { message: 'one more' })
      expect(api.statusCode).toBe(429)
      expect(api.json()).toMatchObject({
        kind: 'book-limit',
        detail: expect.stringMatching(/pages of this book are full/),
      })
      const form = await postForm(guestbook.app, { name: 'Ada', message: 'kept' }, { 'accept-language': 'de' })
      expect(form.statusCode).toBe(429)
      expect(find(form.body, 'p', { id: 'form-problem' }).text).toMatch(/Für heute ist das Buch voll/)
      expect(find(form.body, 'textarea').text.trim()).toBe('kept')
      for (const answer of [api, form]) {
        const seconds = Number(headerOf(answer, 'retry-after'))
        expect(seconds).toBeGreaterThan(0)
        expect(seconds).toBeLessThanOrEqual(24 * 60 * 60)
      }
    }
    expect((await guestbook.app.inject('/')).statusCode).toBe(200)
    expect(await readEntries(guestbook.app)).toHaveLength(4)
  })

  test('of 50 posts at once exactly so many are taken', async () => {
    await using guestbook = await startApp({ BOOK_LIMIT: '10' })
    const answers = await Promise.all(numbers(50).map((number) => postEntry(guestbook.app, { message: `${number}` })))
    expect(answers.filter(({ statusCode }) => statusCode === 201)).toHaveLength(10)
    expect(await readEntries(guestbook.app, '?limit=100')).toHaveLength(10)
  })

  test('is not forgotten when the program is started again', async () => {
    await using directory = await mkdtempDisposable(join(tmpdir(), 'guestbook-'))
    const environment = { BOOK_LIMIT: '2', DATA_DIR: directory.path, SEED_MESSAGE: 'Hello World!' }
    {
      await using guestbook = await startApp(environment)
      for (const message of ['one', 'two']) expect((await postEntry(guestbook.app, { message })).statusCode).toBe(201)
    }
    await using again = await startApp(environment)
    expect((await postEntry(again.app, { message: 'three' })).statusCode).toBe(429)
  })
})

describeWith(['redis'], 'over two front ends on one Redis', () => {
  let redis: RedisTopology
  beforeAll(async () => {
    redis = await startRedis()
  })
  afterAll(() => redis?.[Symbol.asyncDispose]())

  test('BOOK_LIMIT holds for both together', async () => {
    await redis.master.client().flushall()
    const environment = { ...redisVariables(redis.master), BOOK_LIMIT: '15' }
    await using first = await startApp(environment)
    await using second = await startApp(environment)
    const answers = await Promise.all(
      numbers(40).map((number) => postEntry((number % 2 ? first : second).app, { message: `message ${number}` })),
    )
    expect(answers.filter(({ statusCode }) => statusCode === 201)).toHaveLength(15)
    expect(answers.filter(({ statusCode }) => statusCode === 429)).toHaveLength(25)
    const left = await redis.master.client().pttl('guestbook:{main}:today')
    expect(left).toBeGreaterThan(0)
    expect(left).toBeLessThanOrEqual(24 * 60 * 60 * 1000)
  })
})
