import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { endWithProblem } from './end-with-problem.ts'
import { HttpProblem } from './problem.ts'
import type { RequestLog } from './request-log.ts'

/** A connection as Node's own handling of such errors sees it: with the answer that is under way, if any. */
interface InUse extends Socket {
  readonly _httpMessage?: ServerResponse | null
}

export interface ClientErrorOptions {
  readonly createId: () => string
  readonly requestLog: RequestLog
}

/**
 * Makes what answers bytes that are no request, or that never became a whole one: a problem document, and the end of the
 * connection. Node's parser has given up on it, so neither a route nor a hook will see it.
 */
export function createClientErrorHandler({ createId, requestLog }: ClientErrorOptions) {
  return (error: NodeJS.ErrnoException, socket: Socket): void => {
    if (error.code !== 'ECONNRESET') {
      const { _httpMessage: answer } = socket as InUse
      const problem = describeClientError(error)
      const id = createId()
      // A request whose body is malformed was noted when it came, and a connection that never sent anything is none.
      if (!answer && socket.bytesRead > 0) requestLog.malformed({ id, status: problem.statusCode, code: error.code })
      // In the middle of another answer this one would be taken for a part of it.
      if (socket.writable && socket.writableLength === 0 && !answer?.headersSent) endWithProblem(socket, problem, id)
    }
    socket.destroy(error)
  }
}

/** Refuses CONNECT, which Node hands over as a bare socket: this server forwards nothing. */
export function refuseTunnels({ server }: FastifyInstance, { createId, requestLog }: ClientErrorOptions): void {
  server.on('connect', (_request: IncomingMessage, socket: Socket) => {
    socket.on('error', () => socket.destroy())
    const problem = new HttpProblem(405, 'This server is not a proxy.', { headers: { allow: 'GET, HEAD, POST' } })
    const id = createId()
    requestLog.malformed({ id, status: problem.statusCode, code: 'CONNECT' })
    endWithProblem(socket, problem, id)
  })
}

/**
 * What to tell of an error with one of Node's own codes (https://nodejs.org/api/http.html#event-clienterror). An unknown method or version
 * is the client's fault too: a 5xx, which RFC 9110 suggests, would let strangers set off the owner's alarms.
 */
function describeClientError({ code }: NodeJS.ErrnoException): HttpProblem {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return new HttpProblem(431, 'The headers are too large: 16 KB are the most there may be.')
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new HttpProblem(408, 'The request did not arrive in time.')
    default:
      return new HttpProblem(400, 'This is not a valid HTTP request.')
  }
}
