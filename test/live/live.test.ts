import { once } from 'node:events'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { formatPosition, parsePosition } from '../../server/common/position.ts'
import { addEntries, headerOf, postEntry, readEntries } from '../http/requests.ts'
import { redisVariables, startApp, type TestApp } from '../support/app.ts'
import { onBusyMachine } from '../support/busy.ts'
import { describeWith } from '../support/machine.ts'
import { type RedisTopology, startRedis } from '../support/redis.ts'
import { removeEntry } from '../support/remove-entry.ts'
import { listen, messages, openStream, type StreamEvent } from './event-stream.ts'

let guestbook: TestApp
let url: string
beforeAll(async () => {
  guestbook = await startApp({ SEED_MESSAGE: 'Hello' })
  url = await listen(guestbook.app)
})
afterAll(() => guestbook?.[Symbol.asyncDispose]())

/** The total that a reader counts who starts from another. */
const count = (total: number, events: readonly StreamEvent[]) =>
  events.reduce((sum, { event, data }) => {
    if (event === 'total') return JSON.parse(data).total
    return sum + (event === 'entry' ? 1 : event === 'removed' ? -1 : 0)
  }, total)

describe('GET /api/live', () => {
  test('is an event stream that nobody stores or holds back, and says where it begins', async () => {
    using stream = await openStream(url)
    expect(stream.response.statusCode).toBe(200)
    expect(stream.response.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
      'x-content-type-options': 'nosniff',
      connection: 'close',
    })
    expect(stream.response.headers).not.toHaveProperty('transfer-encoding')
    const position = headerOf(await guestbook.app.inject('/api/entries'), 'guestbook-position')
    expect(stream.response.headers['guestbook-position']).toBe(position)
    await expect.poll(() => stream.lastId).toBe(position)
    expect(stream.events).toEqual([])
  })

  test('HEAD is answered with the headers of a stream, and ends', async () => {
    using stream = await openStream(url)
    const head = await fetch(`${url}/api/live`, { method: 'HEAD' })
    expect(head.status).toBe(200)
    const own = ['x-request-id', 'date']
    const shared = Object.entries(stream.response.headers).filter(([name]) => !own.includes(name))
    expect([...head.headers].filter(([name]) => !own.includes(name))).toEqual(shared.sort())
    expect(await head.text()).toBe('')
  })

  test('tells of entries and removals as they happen, each with the position after it', async () => {
    using stream = await openStream(url)
    const [one, two] = await addEntries(guestbook.app, 2)
    await removeEntry(guestbook.book, one?.id ?? '')
    const events = await stream.received(3)
    expect(events.map(({ event }) => event)).toEqual(['entry', 'entry', 'removed'])
    expect(JSON.parse(events[0]?.data ?? '')).toEqual(one)
    expect(JSON.parse(events[1]?.data ?? '')).toEqual(two)
    expect(JSON.parse(events[2]?.data ?? '')).toEqual({ id: one?.id })
    const now = headerOf(await guestbook.app.inject('/api/entries'), 'guestbook-position')
    expect(events[2]?.id).toBe(now)
  })

  test.each(['Last-Event-ID', 'after'])('resumes by %s after any event, without gap or duplicate', async (how) => {
    const { total } = (await guestbook.app.inject('/api/entries')).json()
    using first = await openStream(url)
    const added = await addEntries(guestbook.app, 3)
    await removeEntry(guestbook.book, added[1]?.id ?? '')
    const all = await first.received(4)
    for (const [index, { id }] of all.entries()) {
      using stream = await openStream(
        url,
        how === 'after' ? { query: `?after=${id}` } : { headers: { 'last-event-id': id } },
      )
      const now = await guestbook.app.inject('/api/entries?limit=100')
      await expect.poll(() => stream.lastId).toBe(headerOf(now, 'guestbook-position'))
      // Of an entry that was removed since, only the removal is told.
      const missed = all
        .slice(index + 1)
        .filter(({ event, data }) => event === 'removed' || !data.includes(`${added[1]?.id}`))
      expect(stream.events.filter(({ event }) => event !== 'total')).toEqual(missed)
      expect(count(count(total, all.slice(0, index + 1)), stream.events)).toBe(now.json().total)
    }
  })

  test('Last-Event-ID goes before `after`, which is where the page began', async () => {
    const [one] = await addEntries(guestbook.app, 1)
    const position = headerOf(await guestbook.app.inject('/api/entries'), 'guestbook-position') ?? ''
    const parsed = parsePosition(position)
    const before = parsed && formatPosition({ ...parsed, entries: '1-0' })
    using stream = await openStream(url, { query: `?after=${before}`, headers: { 'last-event-id': position } })
    await addEntries(guestbook.app, 1)
    await stream.received(1)
    expect(JSON.parse(stream.events[0]?.data ?? '').id).not.toBe(one?.id)
  })

  test.each(['garbage', '1-0.1-0', '1-0.0-0.another', '', '99999999999999-0.0-0.another'])(
    'where it cannot go on from, it asks for a reload, once, and goes on from now: %j',
    async (after) => {
      for (const options of [{ query: `?after=${after}` }, { headers: { 'last-event-id': after || 'x' } }]) {
        using stream = await openStream(url, options)
        const [event] = await stream.received(1)
        expect(event).toMatchObject({ event: 'reload', data: '{}' })
        const [entry] = await addEntries(guestbook.app, 1)
        await stream.received(2)
        expect(JSON.parse(stream.events[1]?.data ?? '')).toEqual(entry)
      }
    },
  )

  test('a position of the future is asked to reload within two seconds', async () => {
    const now = parsePosition(headerOf(await guestbook.app.inject('/api/entries'), 'guestbook-position'))
    const future = now && formatPosition({ ...now, entries: '99999999999999-0' })
    const started = performance.now()
    using stream = await openStream(url, { query: `?after=${future}` })
    await stream.received(1)
    expect(stream.events[0]?.event).toBe('reload')
    expect(performance.now() - started).toBeLessThan(onBusyMachine(2000))
  })

  test('a resume point of any length is answered, not served as an error', async () => {
    using byHeader = await openStream(url, { headers: { 'last-event-id': 'x'.repeat(8000) } })
    expect((await byHeader.received(1))[0]?.event).toBe('reload')
    const byQuery = await guestbook.app.inject(`/api/live?after=${'x'.repeat(129)}`)
    expect(byQuery.statusCode).toBe(400)
  })

  test('a reader who left while the server waited for the position leaves nothing behind', async () => {
    const now = parsePosition(headerOf(await guestbook.app.inject('/api/entries'), 'guestbook-position'))
    const future = now && formatPosition({ ...now, entries: '99999999999999-0' })
    await expect.poll(() => guestbook.streams.count).toBe(0)
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    socket.write(`GET /api/live?after=${future} HTTP/1.1\r\nHost: x\r\n\r\n`)
    await once(socket, 'connect')
    // Another request on another connection: by the time it is answered, the first has reached the server.
    await fetch(`${url}/livez`, { headers: { connection: 'close' } })
    socket.destroy()
    {
      using stream = await openStream(url, { query: `?after=${future}` })
      await stream.received(1)
      expect(guestbook.streams.count).toBe(1)
    }
    await expect.poll(() => guestbook.streams.count).toBe(0)
  })
})

describe('before the window', () => {
  test('a reader who was away for more than is in memory is asked to reload; up to there nothing is missed', async () => {
    await using crowded = await startApp({ SEED_MESSAGE: 'Hello' })
    const address = await listen(crowded.app)
    const positions: string[] = []
    for (let number = 0; number < 202; number++) {
      const response = await postEntry(crowded.app, { message: `message ${number}` })
      positions.push(headerOf(response, 'guestbook-position') ?? '')
    }
    using away = await openStream(address, { query: `?after=${positions[0]}` })
    expect((await away.received(1))[0]?.event).toBe('reload')
    using back = await openStream(address, { query: `?after=${positions[1]}` })
    expect(messages(await back.received(200))).toEqual(
      Array.from({ length: 200 }, (_, index) => `message ${index + 2}`),
    )
  })
})

describeWith(['redis'], 'live on Redis', () => {
  let redis: RedisTopology
  beforeAll(async () => {
    redis = await startRedis({ replicas: 1 })
  })
  afterAll(() => redis?.[Symbol.asyncDispose]())

  test('what is posted at one front end is told at another, and a stream goes on there from where it was', async () => {
    const environment = redisVariables(redis.master, redis.replicas[0])
    await using first = await startApp(environment)
    await using second = await startApp(environment)
    const address = await listen(second.app)
    using stream = await openStream(address)
    const added = await addEntries(first.app, 5)
    await stream.received(5)
    expect(messages(stream.events)).toEqual(added.map(({ message }) => message))
    using moved = await openStream(await listen(first.app), {
      headers: { 'last-event-id': stream.events[2]?.id ?? '' },
    })
    await moved.received(2)
    expect(moved.events).toEqual(stream.events.slice(3))
  })

  test('when the master was emptied, readers are asked to reload within two seconds', async () => {
    await using app = await startApp({ ...redisVariables(redis.master, redis.replicas[0]), SEED_MESSAGE: 'Fresh' })
    using stream = await openStream(await listen(app.app))
    await addEntries(app.app, 1)
    await stream.received(1)
    await redis.master.client().flushall()
    const started = performance.now()
    await expect.poll(() => stream.events.map(({ event }) => event)).toContain('reload')
    expect(performance.now() - started).toBeLessThan(onBusyMachine(2000))
    expect((await readEntries(app.app)).map(({ message }) => message)).toEqual(['Fresh'])
  })
})
