import type { Socket } from 'node:net'
import { PROBLEM_TYPE } from '../common/problem.ts'
import { STATUS_CODES } from '../performance/node-http.ts'
import { type HttpProblem, problemDocument } from './problem.ts'

/** Sends a problem document without Fastify and ends the connection. Must not be called while another answer is being sent. */
export function endWithProblem(socket: Socket, problem: HttpProblem, requestId: string): void {
  const body = JSON.stringify(problemDocument(problem, requestId))
  socket.write(
    [
      `HTTP/1.1 ${problem.statusCode} ${STATUS_CODES[problem.statusCode]}`,
      `Content-Type: ${PROBLEM_TYPE}`,
      `Content-Length: ${Buffer.byteLength(body)}`,
      ...Object.entries(problem.headers).map(([name, value]) => `${name}: ${value}`),
      `X-Request-Id: ${requestId}`,
      'Cache-Control: no-store',
      'X-Content-Type-Options: nosniff',
      'Connection: close',
      '',
      body,
    ].join('\r\n'),
  )
  socket.destroy()
}
