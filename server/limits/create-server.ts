import type { IncomingMessage, Server, ServerOptions, ServerResponse } from 'node:http'
import { isProbe } from '../http/probe-paths.ts'
import { createServer } from '../performance/node-http.ts'
import { countUnreadPieces, requestsWithFewPieces } from './body-pieces.ts'
import type { Connections } from './connections.ts'
import { Turns } from './turns.ts'

/** In milliseconds. */
const TIMEOUTS = {
  requestTimeout: 30_000,
  /** Also for connections that send nothing. */
  headersTimeout: 10_000,
  /** Longer than common proxies wait. */
  keepAliveTimeout: 72_000,
  connectionsCheckingInterval: 5000,
}

/** Without a byte in either direction. */
const IDLE_TIMEOUT_MS = 60_000

/** Makes servers whose connections and requests pass the limits before they reach Fastify. */
export function createServerFactory(options: ServerOptions, connections: Connections) {
  return (handle: (request: IncomingMessage, response: ServerResponse) => void): Server => {
    const turns = new Turns()
    const IncomingMessage = requestsWithFewPieces((request) => connections.endForPieces(request))
    const server = createServer({ ...options, ...TIMEOUTS, IncomingMessage }, (request, response) => {
      if (!connections.mayBegin(request, response)) return
      countUnreadPieces(request, response)
      // A probe takes silence for a dead process.
      if (turns.hasTime() || isProbe(request.url)) handle(request, response)
      else
        turns.later(() => {
          if (request.socket.destroyed) connections.noteAbandoned(request)
          else handle(request, response)
        })
    })
    server.setTimeout(IDLE_TIMEOUT_MS)
    // Runs before Node's own listener, which gives the connection a parser.
    server.prependListener('connection', (socket) => {
      turns.noteConnection()
      connections.admit(socket)
    })
    return server
  }
}
