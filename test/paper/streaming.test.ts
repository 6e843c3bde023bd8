import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Book } from '../../server/book/book.ts'
import { Unreadable } from '../../server/book/errors.ts'
import { SESSION, signIn } from '../admin/browser.ts'
import { listening, markEntry, type TestFrontEnd } from '../http/every-front-end.ts'
import { headerOf } from '../http/requests.ts'
import { redisVariables, startApp } from '../support/app.ts'
import { describeWith } from '../support/machine.ts'
import { startRedis } from '../support/redis.ts'
import { type OldBook, writeOldBook } from './old-book.ts'

/** More than the buffers of a connection between two sockets of one machine hold. */
const LARGE = 3000

describe('a large book', () => {
  let old: OldBook
  let guestbook: TestFrontEnd
  let cookie: string
  let reads = 0
  beforeAll(async () => {
    const message = '👩🏽'.repeat(990)
    const write = (book: Book) => Promise.all(Array.from({ length: LARGE }, () => book.append({ message })))
    old = await writeOldBook([{ at: '2026-06-01T12:00:00Z', message }], write)
    guestbook = await listening(await startApp({ DATA_DIR: old.folder }))
    cookie = (await signIn(guestbook)).cookie
    const { page } = guestbook.book
    guestbook.book.page = (request) => {
      reads += 1
      return page.call(guestbook.book, request)
    }
  }, 60_000)
  afterAll(async () => {
    await guestbook?.[Symbol.asyncDispose]()
    await old?.[Symbol.asyncDispose]()
  })

  /** Begins to print, and reads no further than the head of the answer. */
  async function begin(): Promise<IncomingMessage> {
    const request = get(`${guestbook.url}/print`, { headers: { cookie, accept: 'text/html' }, agent: false })
    const [response] = (await once(request, 'response')) as [IncomingMessage]
    response.on('error', () => {})
    return response
  }

  test('is read no faster than its reader, and no further once the reader has left', async () => {
    reads = 0
    const response = await begin()
    expect(response.statusCode).toBe(200)
    await readingPauses()
    response.destroy()
    await readingPauses()
    // The buffers on the way hold some slices.
    expect(reads).toBeLessThan(LARGE / 20)
    await freePlaces()
    const after = reads
    const whole = await (await fetch(`${guestbook.url}/print`, { headers: { cookie } })).text()
    expect(whole.match(/<article>/g)).toHaveLength(LARGE + 1)
    expect(whole).toContain('id="end"')
    expect(reads - after).toBeGreaterThan(LARGE / 20)
  }, 60_000)

  test('is printed at most twice at the same time; a third reader is told to come back', async () => {
    await freePlaces()
    const [one, other] = [await begin(), await begin()]
    const third = await begin()
    expect([one.statusCode, other.statusCode, third.statusCode]).toEqual([200, 200, 503])
    expect(third.headers['retry-after']).toBe('10')
    expect(third.headers['cache-control']).toBe('no-store')
    third.resume()
    expect(await guestbook.metrics.registry.metrics()).toMatch(/guestbook_refused_total\{limit="printings"\} [1-9]/)
    expect((await guestbook.app.inject('/')).statusCode).toBe(200)
    for (const response of [one, other]) response.destroy()
    await freePlaces()
  }, 60_000)

  test('is cut off, without its end, where it can be read no further', async () => {
    await freePlaces()
    const response = await begin()
    const { page } = guestbook.book
    guestbook.book.page = async () => {
      throw new Error('the disk is gone')
    }
    try {
      let text = ''
      await expect(async () => {
        for await (const part of response) text += part
      }).rejects.toThrow('aborted')
      expect(text).toContain('<article>')
      expect(text).not.toContain('id="end"')
    } finally {
      guestbook.book.page = page
    }
    await freePlaces()
  }, 60_000)

  test('is not begun for a reader who left before the first part was read', async () => {
    await freePlaces()
    const { page } = guestbook.book
    const { promise: held, resolve: release } = Promise.withResolvers<void>()
    let asked = 0
    guestbook.book.page = async (request) => {
      asked += 1
      await held
      return page.call(guestbook.book, request)
    }
    try {
      const connected = once(guestbook.app.server, 'connection') as Promise<[Socket]>
      const request = get(`${guestbook.url}/print`, { headers: { cookie }, agent: false })
      request.on('error', () => {})
      const [socket] = await connected
      await expect.poll(() => asked).toBeGreaterThan(0)
      request.destroy()
      const isCounted = async () => /route="\/print",status="none"/.test(await guestbook.metrics.registry.metrics())
      // The server notices that the connection has ended before it goes on.
      await expect.poll(() => socket.destroyed).toBe(true)
      release()
      await expect.poll(isCounted).toBe(true)
      expect(await guestbook.metrics.registry.metrics()).not.toMatch(/route="\/print",status="500"/)
    } finally {
      release()
      guestbook.book.page = page
    }
    await freePlaces()
  }, 60_000)

  async function readingPauses(): Promise<void> {
    let before = -1
    await expect
      .poll(
        () => {
          const isPaused = before === reads
          before = reads
          return isPaused
        },
        { interval: 200, timeout: 20_000 },
      )
      .toBe(true)
  }

  /** Waits until two can print again, and leaves their places. */
  async function freePlaces(): Promise<void> {
    await expect
      .poll(
        async () => {
          const responses = [await begin(), await begin()]
          for (const response of responses) response.destroy()
          return responses.map(({ statusCode }) => statusCode)
        },
        { timeout: 20_000 },
      )
      .toEqual([200, 200])
    await expect
      .poll(async () => {
        const response = await begin()
        response.destroy()
        return response.statusCode
      })
      .toBe(200)
  }
})

test('an entry that is hidden is not printed', async () => {
  await using guestbook = await startApp()
  const anna = await signIn(guestbook)
  const { entry } = await guestbook.book.append({ message: 'A slip of the pen' })
  await guestbook.book.append({ message: 'Well said' })
  expect((await anna.get('/print')).body).toContain('A slip of the pen')
  await markEntry(guestbook, entry.id, { kind: 'hide' })
  const { body } = await anna.get('/print')
  expect(body).not.toContain('A slip of the pen')
  expect(body).toContain('Well said')
})

describeWith(['redis'], 'at another front end', () => {
  test('what was hidden is not printed from the moment when that was confirmed', async () => {
    await using redis = await startRedis({ replicas: 1 })
    await using here = await startApp(redisVariables(redis.master, redis.replicas[0]))
    await using there = await startApp(redisVariables(redis.master, redis.replicas[0]))
    const anna = await signIn(here)
    const { entry } = await here.book.append({ message: 'A slip of the pen' })
    await redis.waitForReplicas()
    expect((await anna.at(there).get('/print')).body).toContain('A slip of the pen')
    // From now on neither front end hears what happens.
    await redis.replicas[0]?.freeze()
    try {
      await markEntry(here, entry.id, { kind: 'hide' })
      const response = await anna.at(there).get('/print')
      expect(response.statusCode).toBe(200)
      expect(response.body).not.toContain('A slip of the pen')
    } finally {
      await redis.replicas[0]?.resume()
    }
  })

  test('a book whose master is away is not printed, since hidden entries might be in it', async () => {
    await using redis = await startRedis({ replicas: 1 })
    await using guestbook = await startApp(redisVariables(redis.master, redis.replicas[0]))
    const anna = await signIn(guestbook)
    const page = guestbook.book.page as Book['page']
    guestbook.book.page = async (request) => {
      if (request.fromMaster) throw new Unreadable('the master is away')
      return page.call(guestbook.book, request)
    }
    const response = await anna.get('/print', { accept: 'text/html' })
    expect([response.statusCode, headerOf(response, 'retry-after')]).toEqual([503, '2'])
    expect(anna.cookie).toContain(SESSION)
  })
})
