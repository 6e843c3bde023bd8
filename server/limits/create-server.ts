import type { IncomingMessage, Server, ServerOptions, ServerResponse } from 'node:http'
import { isProbe } from '../http/probe-paths.ts'
import { createServer } from '../performance/node-http.ts'
import type { Connections } from './connections.ts'
import { Turns } from './turns.ts'

/** For a whole request, in milliseconds. */
const REQUEST_TIMEOUT = 30_000

/** Also for connections that send nothing. */
const HEADERS_TIMEOUT = 10_000

const TIMEOUTS_CHECKED_EVERY = 5000

/** Without a byte in either direction. */
const CONNECTION_TIMEOUT = 60_000

/** Longer than common proxies wait. */
const KEEP_ALIVE_TIMEOUT = 72_000

/** Makes servers whose connections and requests pass the limits before they reach Fastify. */
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
      // A probe takes silence for a dead process.
      if (turns.hasTime() || isProbe(request.url)) handle(request, response)
      else
        turns.later(() => {
          if (request.socket.destroyed) connections.noteAbandoned(request)
          else handle(request, response)
        })
    })
    server.setTimeout(CONNECTION_TIMEOUT)
    // Runs before Node's own listener, which gives the connection a parser.
    server.prependListener('connection', (socket) => {
      turns.noteConnection()
      connections.admit(socket)
    })
    return server
  }
}
