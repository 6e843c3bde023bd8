import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startApp, type TestApp } from '../support/app.ts'
import { postEntry, postForm } from './requests.ts'
import { listen, openWire, type Wire } from './wire.ts'

function post(path: string, type: string, length: number, start: string): string {
  return `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: ${type}\r\nContent-Length: ${length}\r\n\r\n${start}`
}

const halfForm = (port: number, length: number) =>
  openWire(port, post('/', 'application/x-www-form-urlencoded', length, 'message=a'))

describe('bodies that are being read', () => {
  let guestbook: TestApp
  let port: number
  beforeAll(async () => {
    guestbook = await startApp({}, { limits: { bodyBytes: 100_000 } })
    port = await listen(guestbook.app)
  })
  afterAll(() => guestbook?.[Symbol.asyncDispose]())

  const isFull = async () => (await postEntry(guestbook.app, { message: 'Hello' })).statusCode === 503

  test('what does not fit beside the others is refused until they have gone', async () => {
    using half = await halfForm(port, 90_000)
    await expect.poll(isFull).toBe(true)
    const document = await postEntry(guestbook.app, { message: 'Hello' })
    expect(document.headers).toMatchObject({ 'retry-after': '5', 'content-type': 'application/problem+json' })
    expect(document.json()).toMatchObject({ status: 503, detail: expect.stringContaining('Too much is being sent') })
    const page = await postForm(guestbook.app, { message: 'Hallo' }, { 'accept-language': 'de', accept: 'text/html' })
    expect(page.statusCode).toBe(503)
    expect(page.headers['retry-after']).toBe('5')
    expect(page.body).toContain('Gerade ist hier sehr viel los')
    expect((await guestbook.app.inject('/')).statusCode).toBe(200)
    half.socket.destroy()
    await expect.poll(isFull).toBe(false)
    expect(await guestbook.metrics.registry.metrics()).toMatch(/guestbook_refused_total\{limit="bodies"\} [1-9]/)
  })

  test('what has arrived makes room, whatever became of it', async () => {
    using half = await halfForm(port, 90_000)
    await expect.poll(isFull).toBe(true)
    half.socket.write('a'.repeat(90_000 - 'message=a'.length))
    expect(await half.receives(/HTTP\/1\.1 \d+/)).toMatch(/HTTP\/1\.1 422/)
    expect(await isFull()).toBe(false)
  })

  test('small ones count too, so that no number of them fills the process', async () => {
    using all = new DisposableStack()
    const wires: Wire[] = []
    for (let number = 0; number < 6; number++) wires.push(all.use(await halfForm(port, 20)))
    await expect.poll(isFull).toBe(true)
  })

  test('one without a length counts with as much as its route reads', async () => {
    const start =
      'POST /api/entries HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n'
    using chunked = await openWire(port, start)
    expect(await chunked.receives(/HTTP\/1\.1 \d+/)).toMatch(/HTTP\/1\.1 503/)
  })
})

test.each([
  ['form', '/', 'application/x-www-form-urlencoded', 'message=a'],
  ['document', '/api/entries', 'application/json', '{"message":'],
])('a %s that does not arrive in time is refused, and its connection ends', async (_what, path, type, start) => {
  await using guestbook = await startApp({}, { limits: { bodyTime: 500 } })
  const port = await listen(guestbook.app)
  // One that has arrived is not taken for slow later on.
  expect((await postEntry(guestbook.app, { message: 'Hello' })).statusCode).toBe(201)
  using slow = await openWire(port, post(path, type, 100, start))
  await slow.receives(/HTTP\/1\.1 408 Request Timeout/)
  await expect.poll(() => slow.isClosed).toBe(true)
  expect(await guestbook.metrics.registry.metrics()).toMatch(/guestbook_refused_total\{limit="slow_bodies"\} 1$/m)
  expect((await postEntry(guestbook.app, { message: 'Hello' })).statusCode).toBe(201)
})

test('a body that fills the room to the last byte is read', async () => {
  await using guestbook = await startApp({}, { limits: { bodyBytes: 16 * 1024 } })
  expect((await postEntry(guestbook.app, { message: 'Hello' })).statusCode).toBe(201)
  // A small one counts 16 KB.
  await using full = await startApp({}, { limits: { bodyBytes: 16 * 1024 - 1 } })
  expect((await postEntry(full.app, { message: 'Hello' })).statusCode).toBe(503)
})

test('of a form that never ends no more than its beginning is kept, and its sender is answered', async () => {
  await using guestbook = await startApp()
  const port = await listen(guestbook.app)
  using endless = await openWire(
    port,
    post('/', 'application/x-www-form-urlencoded', 1_000_000_000, 'name=Ada&message='),
  )
  endless.socket.write('a'.repeat(3_000_000))
  expect(await endless.receives(/HTTP\/1\.1 413.*value="Ada"/s)).toMatch(/a{100000}/)
})

describe('a body that nobody reads', () => {
  const LIVE = 'GET /api/live HTTP/1.1\r\nHost: x\r\n'

  test('does not end the process where a live stream was asked for with one that never arrives', async () => {
    await using guestbook = await startApp({}, { limits: { bodyTime: 50, bodyBytes: 20_000 } })
    const port = await listen(guestbook.app)
    using stream = await openWire(port, `${LIVE}Content-Length: 100\r\n\r\nabc`)
    await stream.receives(/retry: 2000/)
    // It takes nothing from those who sign, and is not what the limit of time is for.
    expect((await postEntry(guestbook.app, { message: 'Hello' })).statusCode).toBe(201)
    using slow = await openWire(port, post('/', 'application/x-www-form-urlencoded', 100, 'message=a'))
    await slow.receives(/HTTP\/1\.1 408/)
    expect((await postEntry(guestbook.app, { message: 'Still here' })).statusCode).toBe(201)
    await stream.receives(/Still here/)
    expect(await guestbook.metrics.registry.metrics()).toMatch(/guestbook_refused_total\{limit="slow_bodies"\} 1/)
  })

  test('is not kept', async () => {
    await using guestbook = await startApp()
    const port = await listen(guestbook.app)
    using stream = await openWire(port, `${LIVE}Content-Length: 100000000\r\n\r\n`)
    await stream.receives(/retry: 2000/)
    const half = 'a'.repeat(10_000_000)
    await new Promise((resolve) => stream.socket.write(half, resolve))
    await expect.poll(() => stream.socket.writableLength).toBe(0)
    await expect.poll(() => guestbook.streams.count).toBe(1)
  })

  test('does not end the process where its refusal waits for an earlier answer', async () => {
    await using guestbook = await startApp({}, { limits: { bodyTime: 50, bodyBytes: 20_000 } })
    const port = await listen(guestbook.app)
    using wire = await openWire(
      port,
      `${LIVE}\r\n${post('/', 'application/x-www-form-urlencoded; charset=latin1', 100, 'abc')}`,
    )
    await wire.receives(/retry: 2000/)
    await expect.poll(() => wire.isClosed).toBe(true)
    expect((await postEntry(guestbook.app, { message: 'Hello' })).statusCode).toBe(201)
  })
})

describe('a body in pieces of one byte', () => {
  const PIECES = '1\r\n \r\n'.repeat(10_000)
  const start = (head: string) =>
    `${head} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`
  const refused = async ({ metrics }: TestApp) =>
    /guestbook_refused_total\{limit="body_pieces"\} (\d+)/.exec(await metrics.registry.metrics())?.[1]

  test.each([
    ['that is read', 'POST /api/entries', ''],
    ['whose start is kept', 'POST /', ''],
    ['that nobody reads, after the answer', 'POST /nowhere', 'HTTP/1.1 404'],
    ['beside a stream', 'GET /api/live', 'HTTP/1.1 200'],
  ])('%s ends its connection, and is counted once', async (_what, head, answer) => {
    await using guestbook = await startApp()
    const port = await listen(guestbook.app)
    using wire = await openWire(port, start(head))
    if (answer) await wire.receives(new RegExp(answer))
    wire.socket.write(PIECES)
    await expect.poll(() => wire.isClosed).toBe(true)
    expect(await refused(guestbook)).toBe('1')
    expect((await postEntry(guestbook.app, { message: 'Hello' })).statusCode).toBe(201)
  })

  test('may have a few hundred, as from a program that writes field by field', async () => {
    await using guestbook = await startApp()
    const port = await listen(guestbook.app)
    const body = [...`{"message":"${'a'.repeat(200)}"}`].map((letter) => `1\r\n${letter}\r\n`).join('')
    using wire = await openWire(port, `${start('POST /api/entries')}${body}0\r\n\r\n`)
    await wire.receives(/HTTP\/1\.1 201/)
  })
})
