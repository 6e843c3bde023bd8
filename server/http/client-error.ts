import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { currentAnswer } from './current-answer.ts'
import { endWithProblem } from './end-with-problem.ts'
import { HttpProblem } from './problem.ts'
import type { RequestLog } from './request-log.ts'

interface ClientErrorOptions {
  readonly createId: (request?: IncomingMessage) => string
  readonly requestLog: RequestLog
}

/** Handles what Node's parser rejects, so that no route or hook sees it. */
export function createClientErrorHandler({ createId, requestLog }: ClientErrorOptions) {
  return (error: NodeJS.ErrnoException, socket: Socket): void => {
    if (error.code !== 'ECONNRESET') {
      const answer = currentAnswer(socket)
      const problem = describeClientError(error)
      const id = createId()
      // A request with a malformed body is already counted. A connection that sent nothing is no request.
      if (!answer && socket.bytesRead > 0) requestLog.malformed({ id, status: problem.statusCode, code: error.code })
      // In the middle of another answer, this one would be read as part of it.
      if (socket.writable && socket.writableLength === 0 && !answer?.headersSent) endWithProblem(socket, problem, id)
    }
    socket.destroy(error)
  }
}

/** Refuses CONNECT, which Node hands over as a bare socket. */
export function refuseTunnels({ server }: FastifyInstance, { createId, requestLog }: ClientErrorOptions): void {
  server.on('connect', (request: IncomingMessage, socket: Socket) => {
    socket.on('error', () => socket.destroy())
    const problem = new HttpProblem(405, 'This server is not a proxy.', { headers: { allow: 'GET, HEAD, POST' } })
    const id = createId(request)
    requestLog.malformed({ id, status: problem.statusCode, code: 'CONNECT' })
    endWithProblem(socket, problem, id)
  })
}

/** Unknown methods and versions get no 5xx, which RFC 9110 suggests: strangers could set off the owner's alarms. */
function describeClientError({ code }: NodeJS.ErrnoException): HttpProblem {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return new HttpProblem(431, 'The headers are too large: at most 16 KB are allowed.')
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new HttpProblem(408, 'The request did not arrive in time.')
    default:
      return new HttpProblem(400, 'This is not a valid HTTP request.')
  }
}
