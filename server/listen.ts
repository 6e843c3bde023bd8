import { lookup } from 'node:dns/promises'
import { once } from 'node:events'
import { type AddressInfo, createServer, Server, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'

/** How long the end may take, in milliseconds. */
export interface EndTimes {
  /** For how long open connections may bring one more request, whose answer asks the client to leave. */
  readonly leave: number
  /** For how long answers that are on their way are waited for; who does not read them has left. */
  readonly sending: number
  /** How long work that is under way may take; who has asked for nothing yet, or not to the end, is cut off then. */
  readonly work: number
}

const END_TIMES: EndTimes = { leave: 500, sending: 3000, work: 3000 }

export interface Listening {
  /** The port that the system chose where it was asked to, by 0. */
  readonly port: number
  /**
   * Takes no more connections, answers what still comes over those that are open, then closes the application. Resolves
   * once every connection has ended. Whoever calls this has answers say `connection: close` from now on.
   */
  close(): Promise<void>
}

/**
 * Lets an application listen; `localhost` means every address that the name has. All connections belong to the application's
 * own server: Fastify by itself would open another for the second address, and not wait for it in the end.
 */
export async function listen(
  app: FastifyInstance,
  { host, port }: { host: string; port: number },
  times = END_TIMES,
): Promise<Listening> {
  const addresses = host === 'localhost' ? (await lookup(host, { all: true })).map(({ address }) => address) : [host]
  const sockets = new Set<Socket>()
  app.server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  await app.listen({ host: addresses[0] ?? host, port })
  const others = await Promise.all(addresses.slice(1).map((address) => alsoListen(app.server, address)))
  const servers = [app.server, ...others.filter((server) => server !== undefined)]
  return {
    port: portOf(app.server),
    async close() {
      const closed = Promise.all(servers.map((server) => once(server, 'close')))
      for (const server of servers) stopListening(server)
      await Promise.race([closed, pause(times.leave)])
      await sent(sockets, times.sending)
      const ended = Promise.all([app.close(), closed])
      await Promise.race([ended, pause(times.work)])
      for (const socket of sockets) socket.destroy()
      await ended
    },
  }
}

/** Hands the connections of one more address to a server. Undefined where this machine does not have the address after all. */
async function alsoListen(main: FastifyInstance['server'], host: string): Promise<Server | undefined> {
  const server = createServer((socket) => main.emit('connection', socket))
  try {
    server.listen({ host, port: portOf(main) })
    await once(server, 'listening')
    return server
  } catch {
    return undefined
  }
}

/** Resolves once the system has all that was answered. Node takes a connection for idle, and cuts it, as soon as its answer is complete. */
async function sent(sockets: ReadonlySet<Socket>, milliseconds: number): Promise<void> {
  const deadline = performance.now() + milliseconds
  const isSending = () => [...sockets].some(({ writableLength }) => writableLength > 0)
  while (isSending() && performance.now() < deadline) await pause(20)
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port
}

/**
 * Ends listening and nothing more. An HTTP server's own `close` also cuts the connections that are idle, on one of which a
 * request may be on its way.
 */
function stopListening(server: Server): void {
  Server.prototype.close.call(server)
}
