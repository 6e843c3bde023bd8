import { once } from 'node:events'
import { connect, Server, type Socket } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'
import Fastify from 'fastify'
import { describe, expect, test, vi } from 'vitest'
import { listen } from '../../server/listen.ts'

/** More than the system takes for a connection that nobody reads. */
const LARGE = 32 * 1024 * 1024

const LONG = 60_000

/** An application that listens on a port, gives a large answer, and tells when it begins to close. */
async function start(times: { leave: number; sending: number; work: number }) {
  const app = Fastify({ forceCloseConnections: 'idle' })
  const closing = Promise.withResolvers<void>()
  app.addHook('preClose', async () => closing.resolve())
  app.get('/large', async () => Buffer.alloc(LARGE))
  app.get('/endless', () => new Promise(() => {}))
  const listening = await listen(app, { host: '127.0.0.1', port: 0 }, times)
  const ask = async (path: string): Promise<Socket> => {
    const socket = connect(listening.port, '127.0.0.1')
    const asked = once(app.server, 'request')
    socket.on('error', () => {})
    socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`)
    await asked
    return socket
  }
  return { ...listening, ask, closing: closing.promise }
}

describe('the end of listening', () => {
  test('comes once what was answered has been read, however slowly', async () => {
    const { ask, close, closing } = await start({ leave: 1, sending: LONG, work: LONG })
    const reader = await ask('/large')
    await once(reader, 'readable')
    const closed = close()
    // Enough for the application to close, if it did not wait for the reader; it is known to be wrong only then.
    expect(await Promise.race([closing.then(() => 'closed too early'), pause(300, 'waits')])).toBe('waits')
    expect((await buffer(reader)).length).toBeGreaterThan(LARGE)
    await closed
  })

  test('does not wait for ever for one who does not read', async () => {
    const { ask, close } = await start({ leave: 1, sending: 50, work: 50 })
    const reader = await ask('/large')
    await once(reader, 'readable')
    const ended = once(reader, 'close')
    await close()
    reader.resume()
    await ended
    expect(reader.bytesRead).toBeLessThan(LARGE)
  })

  test('nor for work that does not end', async () => {
    const { ask, close } = await start({ leave: 1, sending: LONG, work: 50 })
    const socket = await ask('/endless')
    socket.resume()
    const ended = once(socket, 'close')
    await close()
    await ended
    expect(socket.bytesRead).toBe(0)
  })

  test('leaves open connections time for one more request', async () => {
    const { ask, close, closing, port } = await start({ leave: LONG, sending: LONG, work: LONG })
    const socket = await ask('/nowhere')
    await once(socket, 'data')
    const closed = close()
    await expect.poll(() => connects(port)).toBe(false)
    socket.write('GET /nowhere HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')
    expect(String((await once(socket, 'data'))[0])).toMatch(/^HTTP\/1\.1 404/)
    // The last connection has ended, so there is nothing more to wait for.
    await closed
    await closing
  })
})

/** Whether a port takes connections. */
async function connects(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}

test('"::" means all addresses, of IPv4 too', async () => {
  const app = Fastify()
  app.get('/', async () => 'here')
  const { port, close } = await listen(app, { host: '::', port: 0 })
  expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe('here')
  await close()
})

test('a burst of connections waits in the system, on all addresses: one refused there tries again only after seconds', async () => {
  const listens = vi.spyOn(Server.prototype, 'listen')
  try {
    const listening = await listen(Fastify(), { host: 'localhost', port: 0 })
    const backlogs = listens.mock.calls.map(([options]) => (options as { backlog?: number }).backlog)
    expect(backlogs.length).toBeGreaterThan(0)
    for (const backlog of backlogs) expect(backlog).toBeGreaterThanOrEqual(10_000)
    await listening.close()
  } finally {
    listens.mockRestore()
  }
})
