import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStream } from '../live/event-stream.ts'
import { startApp, type TestApp } from '../support/app.ts'
import { listen, openWire } from './wire.ts'

const get = (path: string) => `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`

async function refused({ metrics }: TestApp, limit: string): Promise<number> {
  const text = await metrics.registry.metrics()
  return Number(new RegExp(`guestbook_refused_total\\{limit="${limit}"\\} (\\d+)`).exec(text)?.[1] ?? 0)
}

async function pagesAnswered({ metrics }: TestApp): Promise<number> {
  const text = await metrics.registry.metrics()
  return Number(/duration_seconds_count\{method="GET",route="\/",status="200"\} (\d+)/.exec(text)?.[1] ?? 0)
}

/** True where a connection was cut, or so many pages were answered. */
const isDone = (pages: number) => (state: true | number) => state === true || state >= pages

describe('requests sent ahead', () => {
  let guestbook: TestApp
  let port: number
  beforeAll(async () => {
    guestbook = await startApp({ SEED_MESSAGE: 'Hello' })
    port = await listen(guestbook.app)
  })
  afterAll(() => guestbook?.[Symbol.asyncDispose]())

  test('two may wait for the answer to an earlier one, again and again', async () => {
    using wire = await openWire(port)
    for (let round = 1; round <= 3; round++) {
      wire.socket.write(get('/livez') + get('/nowhere') + get('/api/entries'))
      await wire.receives(new RegExp(`(HTTP/1.1 200.*HTTP/1.1 404.*HTTP/1.1 200.*"total":1}.*){${round}}`, 's'))
    }
    expect(wire.isClosed).toBe(false)
  })

  test.each([
    ['pages', '/?before=5-0'],
    ['addresses that cannot be decoded', '/%zz'],
    ['what is not there', '/nowhere'],
  ])('who sends four requests for %s at once is told, and the connection ends', async (_what, path) => {
    const before = await refused(guestbook, 'pipelined_requests')
    using wire = await openWire(port, get(path).repeat(4))
    const answer = await wire.receives(/HTTP\/1\.1 429 Too Many Requests.*At most 2 requests may wait/s)
    expect(answer.match(/HTTP\/1\.1/g)?.length).toBeLessThan(4)
    expect(answer).toContain('Connection: close')
    await expect.poll(() => wire.isClosed).toBe(true)
    expect(await refused(guestbook, 'pipelined_requests')).toBe(before + 1)
  })
})

describe('connections', () => {
  test('where there are too many, the one that has been idle longest makes room', async () => {
    await using guestbook = await startApp({}, { limits: { connections: 3 } })
    const port = await listen(guestbook.app)
    using oldest = await openWire(port, get('/livez'))
    await oldest.receives(/200 OK/)
    using silent = await openWire(port)
    using half = await openWire(port, 'GET / HTTP/1.1\r\nX: ')
    // It brings another request, so that it is no longer the one that has been idle longest.
    oldest.socket.write(get('/livez'))
    await oldest.receives(/200 OK.*200 OK/s)
    expect((await fetch(`http://127.0.0.1:${port}/livez`)).status).toBe(200)
    await expect.poll(() => silent.isClosed).toBe(true)
    expect(half.isClosed).toBe(false)
    expect(oldest.isClosed).toBe(false)
    expect(await refused(guestbook, 'connections')).toBe(1)
  })

  test('forms of which only half was sent keep nobody from being answered', async () => {
    await using guestbook = await startApp({ SEED_MESSAGE: 'Hello' }, { limits: { connections: 20 } })
    const port = await listen(guestbook.app)
    using all = new DisposableStack()
    const half =
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\nExpect: 100-continue\r\n\r\n'
    for (let number = 0; number < 60; number++) {
      const wire = all.use(await openWire(port, half))
      await wire.receives(/100 Continue/)
      if (number % 20 !== 19) continue
      for (const path of ['/livez', '/']) expect((await fetch(`http://127.0.0.1:${port}${path}`)).status).toBe(200)
    }
  })

  test('a live stream makes room for nobody: where nothing else can, a newcomer is told so', async () => {
    await using guestbook = await startApp({}, { limits: { connections: 2, streams: 2, streamsOfNetwork: 2 } })
    const port = await listen(guestbook.app)
    using one = await openStream(`http://127.0.0.1:${port}`)
    using two = await openStream(`http://127.0.0.1:${port}`)
    using wire = await openWire(port, get('/livez'))
    expect(await wire.receives(/503 Service Unavailable.*too many connections/s)).toMatch(/retry-after: \d/i)
    await expect.poll(() => wire.isClosed).toBe(true)
    expect([one.ended, two.ended]).toEqual([false, false])
    one[Symbol.dispose]()
    await expect
      .poll(() =>
        fetch(`http://127.0.0.1:${port}/livez`).then(
          ({ status }) => status,
          () => 0,
        ),
      )
      .toBe(200)
  })

  test('hundreds that send nothing keep nobody from being answered', async () => {
    await using guestbook = await startApp({ SEED_MESSAGE: 'Hello' }, { limits: { connections: 50 } })
    const port = await listen(guestbook.app)
    using all = new DisposableStack()
    for (let number = 0; number < 300; number++) {
      all.use(await openWire(port))
      if (number % 50 !== 0) continue
      for (const path of ['/livez', '/']) expect((await fetch(`http://127.0.0.1:${port}${path}`)).status).toBe(200)
    }
  })
})

describe('answers that nobody reads', () => {
  test('beyond the limit, those that have waited longest are cut off, and others are answered', async () => {
    await using guestbook = await startApp({}, { limits: { unreadBytes: 400_000 } })
    const port = await listen(guestbook.app)
    for (let number = 0; number < 20; number++) {
      const draft = { name: 'Ada', message: `${number} ${'書'.repeat(990)}` }
      await guestbook.app.inject({ method: 'POST', url: '/api/entries', payload: draft })
    }
    using all = new DisposableStack()
    const readers = await Promise.all(Array.from({ length: 8 }, () => openWire(port)))
    for (const reader of readers) all.use(reader).socket.pause()
    const isCut = async () => (await refused(guestbook, 'unread_answers')) > 0
    // The system takes megabytes for each of them first.
    for (let round = 0; round < 2000 && !(await isCut()); round++) {
      for (const { socket } of readers) socket.write(get('/'))
      expect((await fetch(`http://127.0.0.1:${port}/livez`)).status).toBe(200)
      // Without waiting for them, the next round could be taken for requests sent ahead.
      await expect
        .poll(async () => (await isCut()) || (await pagesAnswered(guestbook)))
        .toSatisfy(isDone(8 * (round + 1)))
    }
    expect(await isCut()).toBe(true)
    const page = await fetch(`http://127.0.0.1:${port}/?before=9999999999998-0`)
    expect(await page.text()).toContain('</html>')
  })
})
