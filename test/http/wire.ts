import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { eventually } from '../support/eventually.ts'

/** A connection on which bytes are sent as they are. Cut off by `using`. */
export interface Wire extends Disposable {
  readonly socket: Socket
  /** All that has come back so far. */
  readonly received: string
  readonly isClosed: boolean
  /** Waits until what has come back fits. */
  receives(pattern: RegExp): Promise<string>
}

/** Lets an application listen on a free port. */
export async function listen(app: FastifyInstance): Promise<number> {
  return Number(new URL(await app.listen({ host: '127.0.0.1', port: 0 })).port)
}

/** Connects, and sends the bytes once it is connected. */
export async function openWire(port: number, bytes = ''): Promise<Wire> {
  const socket = connect(port, '127.0.0.1')
  let received = ''
  let isClosed = false
  socket.on('data', (chunk) => {
    received += chunk.toString('latin1')
  })
  socket.on('error', () => {})
  socket.on('close', () => {
    isClosed = true
  })
  await once(socket, 'connect')
  socket.write(bytes)
  return {
    socket,
    get received() {
      return received
    },
    get isClosed() {
      return isClosed
    },
    receives: (pattern) =>
      eventually(`an answer like ${pattern}`, async () => {
        if (!pattern.test(received)) throw new Error(received.slice(0, 500))
        return received
      }),
    [Symbol.dispose]: () => void socket.destroy(),
  }
}
