import type { Socket } from 'node:net'
import { endWithProblem } from './end-with-problem.ts'
import { HttpProblem } from './problem.ts'

/**
 * Answers what is no request, or never became a whole one, with a problem document, and ends the connection. Node's parser has
 * given up on it: neither a route nor a hook will see it.
 */
export function createClientErrorHandler(createId: () => string) {
  return (error: NodeJS.ErrnoException, socket: Socket): void => {
    // Who has gone, or is half way through another answer, would make nothing of it.
    if (error.code !== 'ECONNRESET' && socket.writable && socket.writableLength === 0) {
      endWithProblem(socket, describeClientError(error.code), createId())
    }
    socket.destroy(error)
  }
}

/** @param code Node's own (https://nodejs.org/api/http.html#event-clienterror) */
function describeClientError(code: string | undefined): HttpProblem {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return new HttpProblem(431, 'The headers are too large: 16 KB are the most there may be.')
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new HttpProblem(408, 'The request did not arrive in time.')
    default:
      return new HttpProblem(400, 'This is not a valid HTTP request.')
  }
}
