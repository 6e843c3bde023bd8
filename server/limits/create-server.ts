import type { IncomingMessage, Server, ServerOptions, ServerResponse } from 'node:http'
import { isProbe } from '../operations/probes.ts'
import { createServer } from '../performance/node-http.ts'
import type { Connections } from './connections.ts'
import { Turns } from './turns.ts'

/** How long a client may take to send a request, in milliseconds. */
const REQUEST_TIMEOUT = 30_000

/** How long it may take to send the headers, also of its first request: a connection that says nothing is given up then. */
const HEADERS_TIMEOUT = 10_000

/** How often Node looks for such connections, in milliseconds. */
const TIMEOUTS_CHECKED_EVERY = 5000

/** After how long without a byte in either direction a connection is given up, in milliseconds: its reader does not read. */
const CONNECTION_TIMEOUT = 60_000

/** How long a connection may wait for its next request, in milliseconds: longer than usual proxies keep theirs. */
const KEEP_ALIVE_TIMEOUT = 72_000

/** Makes servers in which every connection and every request first passes the limits, then goes to Fastify. */
export function createServerFactory(options: ServerOptions, connections: Connections) {
  return (handle: (request: IncomingMessage, response: ServerResponse) => void): Server => {
    const timeouts = {
      requestTimeout: REQUEST_TIMEOUT,
      headersTimeout: HEADERS_TIMEOUT,
      keepAliveTimeout: KEEP_ALIVE_TIMEOUT,
      connectionsCheckingInterval: TIMEOUTS_CHECKED_EVERY,
    }
    const turns = new Turns()
    const server = createServer({ ...options, ...timeouts }, (request, response) => {
      if (!connections.mayBegin(request, response)) return
      // A probe is answered at once: it takes silence for the end of the process.
      if (turns.hasTime() || isProbe(request.url)) handle(request, response)
      else turns.later(() => !request.socket.destroyed && handle(request, response))
    })
    server.setTimeout(CONNECTION_TIMEOUT)
    // Before Node's own listener, which gives the connection a parser.
    server.prependListener('connection', (socket) => {
      turns.noteConnection()
      connections.admit(socket)
    })
    return server
  }
}
