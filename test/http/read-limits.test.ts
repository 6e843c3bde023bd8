import type { LightMyRequestResponse } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Book } from '../../server/book/book.ts'
import { findAll } from '../pages/markup.ts'
import { startApp, type TestApp } from '../support/app.ts'
import { addEntries, postEntry } from './requests.ts'

describe('a page of large entries', () => {
  let guestbook: TestApp
  beforeAll(async () => {
    guestbook = await startApp()
    for (let number = 0; number < 30; number++) {
      // As large as an entry may be: 9 KB of UTF-8, and what has to be escaped is larger on the page.
      const large = `${number} ${number % 2 === 0 ? '👩🏽'.repeat(990) : '&<"'.repeat(330)}`
      expect((await postEntry(guestbook.app, { name: `${number}`, message: large })).statusCode).toBe(201)
    }
  })
  afterAll(() => guestbook?.[Symbol.asyncDispose]())

  test('has about 100 KB at most, and the links lead through all entries, each once', async () => {
    const names: string[] = []
    for (let url: string | undefined = '/'; url !== undefined; ) {
      const { body, rawPayload }: LightMyRequestResponse = await guestbook.app.inject(url.split('#')[0] ?? '')
      expect(rawPayload.length).toBeLessThan(105_000)
      const shown = findAll(body, 'bdi').map(({ text }) => text)
      expect(shown.length).toBeGreaterThan(1)
      names.push(...shown)
      url = findAll(body, 'a', { class: 'older' })[0]?.attributes.get('href')
    }
    expect(names).toEqual(Array.from({ length: 30 }, (_, index) => `${29 - index}`))
  })

  test('of the API has no more, however many entries were asked for', async () => {
    const { rawPayload } = await guestbook.app.inject('/api/entries?limit=100')
    expect(rawPayload.length).toBeLessThan(100_000)
  })
})

describe('reads that take long', () => {
  /** Holds up all reads of a book until told otherwise. */
  function holdUp(book: Book): { release: () => void; readonly reads: number } {
    const { promise, resolve } = Promise.withResolvers<void>()
    const held = { release: resolve, reads: 0 }
    const { page, find } = book
    book.page = async (request) => {
      held.reads += 1
      await promise
      return page.call(book, request)
    }
    book.find = async (...parameters) => {
      held.reads += 1
      await promise
      return find.call(book, ...parameters)
    }
    return held
  }

  test('only 32 are under way, a few wait, and the others are told to come back; what is in memory is served', async () => {
    await using guestbook = await startApp({ SEED_MESSAGE: 'Hello' })
    await addEntries(guestbook.app, 3)
    const held = holdUp(guestbook.book)
    const starts = ['/?before=', '/api/entries?before=', '/api/entries/']
    const urls = Array.from({ length: 600 }, (_, index) => `${starts[index % 3]}${index + 1}-0`)
    const ask = (url: string) => guestbook.app.inject({ url, headers: { accept: 'text/html' } })
    const answers: Promise<LightMyRequestResponse>[] = []
    // One after the other: on a busy machine, those who wait give up.
    for (const url of urls.slice(0, 32)) {
      answers.push(ask(url))
      await expect.poll(() => held.reads).toBe(answers.length)
    }
    answers.push(...urls.slice(32).map(ask))
    const first = await Promise.race(answers)
    expect(first.statusCode).toBe(503)
    expect(first.headers['retry-after']).toBe('2')
    for (const url of ['/', '/livez', '/api/entries']) expect((await guestbook.app.inject(url)).statusCode).toBe(200)
    expect(held.reads).toBe(32)
    held.release()
    const statuses = (await Promise.all(answers)).map(({ statusCode }) => statusCode)
    expect(new Set(statuses)).toEqual(new Set([200, 404, 503]))
    expect(statuses.filter((status) => status === 503).length).toBeGreaterThanOrEqual(200)
    expect((await guestbook.app.inject('/?before=7-0')).statusCode).toBe(200)
    expect(await guestbook.metrics.registry.metrics()).toMatch(/guestbook_refused_total\{limit="reads"\} [1-9]/)
  })

  test('a page of a hundred entries counts as five', async () => {
    await using guestbook = await startApp({ SEED_MESSAGE: 'Hello' })
    const held = holdUp(guestbook.book)
    const answers = Array.from({ length: 10 }, (_, index) =>
      guestbook.app.inject(`/api/entries?limit=100&before=${index + 1}-0`),
    )
    await expect.poll(() => held.reads).toBe(6)
    held.release()
    await Promise.all(answers)
    expect(held.reads).toBe(10)
  })

  test('who reads is told in their language that there are too many', async () => {
    await using guestbook = await startApp({ SEED_MESSAGE: 'Hello' })
    const held = holdUp(guestbook.book)
    const headers = { accept: 'text/html', 'accept-language': 'zh-CN' }
    const answers = Array.from({ length: 300 }, (_, index) =>
      guestbook.app.inject({ url: `/?before=${index + 1}-0`, headers }),
    )
    expect((await Promise.race(answers)).body).toContain('现在访问的人太多')
    held.release()
    await Promise.all(answers)
  })
})
