import { EventEmitter, once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { compareIds } from '../../server/common/log-id.ts'
import { parsePosition } from '../../server/common/position.ts'
import { BACKLOG_LIMIT, Broadcast } from '../../server/live/broadcast.ts'
import { addEntries } from '../http/requests.ts'
import { startApp } from '../support/app.ts'
import { type EventStream, openStream } from './event-stream.ts'

/** More than are written to at a time. */
const READERS = 450

function openStreams(url: string, count: number): Promise<EventStream[]> {
  return Promise.all(Array.from({ length: count }, () => openStream(url)))
}

test('of many readers each is told all, once and in order, also who comes while others are being told', async () => {
  await using guestbook = await startApp({ SEED_MESSAGE: 'Hello' })
  const url = await guestbook.app.listen({ host: '127.0.0.1', port: 0 })
  using all = new DisposableStack()
  const opened = [openStreams(url, READERS)]
  await Promise.all(opened)
  const added = []
  for (let round = 0; round < 20; round++) {
    added.push(...(await addEntries(guestbook.app, 2)))
    opened.push(openStreams(url, 3))
  }
  added.push(...(await addEntries(guestbook.app, 1)))
  const last = added.at(-1)?.id
  const readers = (await Promise.all(opened)).flat()
  for (const reader of readers) all.use(reader)
  for (const reader of readers) {
    await expect.poll(() => parsePosition(reader.events.at(-1)?.id ?? reader.firstId)?.entries).toBe(last)
  }
  const beginnings = new Set<string>()
  for (const { firstId, events } of readers) {
    const beginning = parsePosition(firstId)?.entries ?? ''
    beginnings.add(beginning)
    const missing = added.filter(({ id }) => compareIds(id, beginning) > 0)
    expect(events.map(({ data }) => JSON.parse(data).id)).toEqual(missing.map(({ id }) => id))
  }
  expect(beginnings.size).toBeGreaterThan(2)
})

test('others are served while many are written to, and what comes meanwhile follows', async () => {
  const broadcast = new Broadcast()
  const responses: ServerResponse[] = []
  await using server = createServer((_request, response) => {
    response.removeHeader('transfer-encoding')
    response.writeHead(200, { connection: 'close' }).flushHeaders()
    responses.push(response)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  const answers = await Promise.all(Array.from({ length: READERS }, () => fetch(`http://127.0.0.1:${port}`)))
  const written = () => responses.map(({ socket }) => socket?.bytesWritten ?? 0)
  const heads = written()
  const told = (text: string) => written().filter((bytes, index) => bytes - (heads[index] ?? 0) === text.length).length
  for (const response of responses) broadcast.add(response)
  broadcast.send('one ')
  expect(told('one ')).toBeGreaterThan(0)
  expect(told('one ')).toBeLessThan(READERS)
  broadcast.send('two ')
  broadcast.send('three')
  await expect.poll(() => told('one two three')).toBe(READERS)
  broadcast.end()
  expect(broadcast.count).toBe(0)
  expect(new Set(await Promise.all(answers.map((answer) => answer.text())))).toEqual(new Set(['one two three']))
})

/** A reader that takes no bytes. It records what was written and whether it was cut off. */
class StalledReader extends EventEmitter {
  writableLength = 0
  isDestroyed = false
  texts: string[] = []
  write(bytes: Buffer): void {
    this.texts.push(String(bytes))
    this.writableLength += bytes.length
  }
  destroy(): void {
    this.isDestroyed = true
  }
}

test('a reader who does not read is let go for one byte more than may wait, and no earlier', () => {
  const broadcast = new Broadcast()
  const [reader, other] = [new StalledReader(), new StalledReader()]
  for (const one of [reader, other]) broadcast.add(one as unknown as ServerResponse)
  broadcast.send('x'.repeat(BACKLOG_LIMIT))
  expect([reader.isDestroyed, broadcast.count]).toEqual([false, 2])
  other.writableLength = 0
  return expect
    .poll(() => {
      broadcast.send('x')
      return [reader.isDestroyed, other.isDestroyed, broadcast.count]
    })
    .toEqual([true, false, 1])
})

test('what waits is sent in pieces for which no reader has to be let go', async () => {
  const broadcast = new Broadcast()
  const reader = new StalledReader()
  broadcast.add(reader as unknown as ServerResponse)
  // The first is being sent while the others come.
  for (let number = 0; number < READERS; number++) broadcast.add(new StalledReader() as unknown as ServerResponse)
  const text = 'x'.repeat(BACKLOG_LIMIT / 8)
  broadcast.send('first')
  for (let number = 0; number < 5; number++) broadcast.send(text)
  const late = new StalledReader()
  broadcast.add(late as unknown as ServerResponse)
  await expect.poll(() => reader.texts.join('').length).toBe('first'.length + 5 * text.length)
  expect(reader.texts.map(({ length }) => length / text.length).slice(1)).toEqual([2, 2, 1])
  broadcast.send('last')
  await expect.poll(() => late.texts).toEqual(['last'])
})
