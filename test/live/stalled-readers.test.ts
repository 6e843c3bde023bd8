import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { describe, expect, test } from 'vitest'
import { LimitReached } from '../../server/common/limit-reached.ts'
import { headerOf, postEntry } from '../http/requests.ts'
import { startApp } from '../support/app.ts'
import { listen, messages, openStream } from './event-stream.ts'

/** As large as an entry may be: 10 KB. */
const long = (number: number) => `${number} ${'👩🏽‍❤️‍💋‍👨🏿'.repeat(289)}`

/** A reader of the stream who never reads. */
async function openStalled(address: string): Promise<Socket> {
  const socket = connect(Number(new URL(address).port), '127.0.0.1')
  socket.on('error', () => {})
  await once(socket, 'connect')
  socket.pause()
  socket.write('GET /api/live HTTP/1.1\r\nHost: x\r\n\r\n')
  return socket
}

describe('readers who do not read', () => {
  test('are let go, and do not hold up the others', async () => {
    await using busy = await startApp({ SEED_MESSAGE: '' })
    const address = await listen(busy.app)
    const stalled = await openStalled(address)
    await expect.poll(() => busy.streams.count).toBe(1)
    using reading = await openStream(address)
    let added = 0
    while (busy.streams.count === 2 && added < 3000) {
      await postEntry(busy.app, { message: long(added) })
      added += 1
    }
    expect(busy.streams.count).toBe(1)
    await reading.received(added)
    expect(messages(reading.events)).toHaveLength(added)
    stalled.destroy()
  })

  test('are not sent more than a reload where they have missed very much', async () => {
    await using busy = await startApp({ SEED_MESSAGE: '' })
    const address = await listen(busy.app)
    const first = headerOf(await postEntry(busy.app, { message: 'first' }), 'guestbook-position')
    for (let number = 0; number < 15; number++) await postEntry(busy.app, { message: long(number) })
    using stream = await openStream(address, { query: `?after=${first}` })
    expect((await stream.received(1)).map(({ event }) => event)).toEqual(['reload'])
  })
})

describe('the end', () => {
  test('streams are ended at once, also of readers who do not read, and none is opened any more', async () => {
    await using ending = await startApp({ SEED_MESSAGE: '' })
    const address = await listen(ending.app)
    using stream = await openStream(address)
    const sockets: Socket[] = []
    ending.app.server.on('connection', (socket: Socket) => sockets.push(socket))
    const stalled = await openStalled(address)
    await expect.poll(() => ending.streams.count).toBe(2)
    for (let number = 0; !sockets.some(({ writableLength }) => writableLength > 50_000); number++) {
      await postEntry(ending.app, { message: long(number) })
    }
    expect(ending.streams.count).toBe(2)
    await ending.app.close()
    await expect.poll(() => stream.ended).toBe(true)
    expect(() => ending.streams.requirePlace('192.0.2.1')).toThrow(LimitReached)
    stalled.destroy()
  })
})
