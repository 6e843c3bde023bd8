import { lookup } from 'node:dns/promises'
import { once } from 'node:events'
import { type AddressInfo, createServer, Server, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'

/** In milliseconds. */
interface EndTimes {
  /** How long open connections may send one more request, whose answer closes them. */
  readonly leave: number
  /** How long clients may take to read their answers. */
  readonly sending: number
  /** How long requests may still take. Then connections are cut off. */
  readonly work: number
}

/**
 * How many connections the system keeps until they are accepted; it may allow fewer. Node accepts one per turn, and with its usual 511 a burst
 * leaves no room for a probe, whose client then tries again after seconds.
 */
const BACKLOG = 16_384

const END_TIMES: EndTimes = { leave: 500, sending: 3000, work: 3000 }

export interface Listening {
  readonly port: number
  /** Stops listening, answers open requests, then closes the application. From this call on, answers must say `connection: close`. */
  close(): Promise<void>
}

/** `localhost` means all of its addresses, and `::` also IPv4. Fastify would listen on all, but not wait for the others at the end. */
export async function listen(
  app: FastifyInstance,
  { host, port }: { host: string; port: number },
  times = END_TIMES,
): Promise<Listening> {
  const addresses = await addressesOf(host)
  const sockets = new Set<Socket>()
  app.server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  await app.listen({ host: addresses[0] ?? host, port, backlog: BACKLOG })
  const others = await Promise.all(addresses.slice(1).map((address) => alsoListen(app.server, address)))
  const servers = [app.server, ...others.filter((server) => server !== undefined)]
  return {
    port: portOf(app.server),
    async close() {
      const closed = Promise.all(servers.map((server) => once(server, 'close')))
      for (const server of servers) stopListening(server)
      await Promise.race([closed, pause(times.leave)])
      await untilSent(sockets, times.sending)
      const ended = Promise.all([app.close(), closed])
      await Promise.race([ended, pause(times.work)])
      for (const socket of sockets) socket.destroy()
      await ended
    },
  }
}

async function addressesOf(host: string): Promise<string[]> {
  if (host === 'localhost') return (await lookup(host, { all: true })).map(({ address }) => address)
  return host === '::' && !(await hasIpv6()) ? ['0.0.0.0'] : [host]
}

async function hasIpv6(): Promise<boolean> {
  const server = createServer().listen({ host: '::', port: 0 })
  try {
    await once(server, 'listening')
    return true
  } catch {
    return false
  } finally {
    server.close()
  }
}

/** Listens on one more address; undefined if this machine does not have it. */
async function alsoListen(main: FastifyInstance['server'], host: string): Promise<Server | undefined> {
  const server = createServer((socket) => main.emit('connection', socket))
  try {
    server.listen({ host, port: portOf(main), backlog: BACKLOG })
    await once(server, 'listening')
    return server
  } catch {
    return undefined
  }
}

/** Resolves once the system has all answers: Node would cut a connection as soon as its answer is complete, though not yet sent. */
async function untilSent(sockets: ReadonlySet<Socket>, milliseconds: number): Promise<void> {
  const deadline = performance.now() + milliseconds
  const isSending = () => [...sockets].some(({ writableLength }) => writableLength > 0)
  while (isSending() && performance.now() < deadline) await pause(20)
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port
}

/** An HTTP server's own `close` also cuts idle connections, on which a request may be under way. */
function stopListening(server: Server): void {
  Server.prototype.close.call(server)
}
