import type { FastifyRequest } from 'fastify'
import { HttpProblem } from './problem.ts'

/** Logs what is not the client's fault. Only a fault that nobody expected has a stack: of an outage every post would have one. */
export function logProblem({ log, id: reqId }: FastifyRequest, problem: HttpProblem, error: unknown): void {
  const { statusCode, cause, message } = problem
  if (statusCode === 503 && cause instanceof Error) log.warn({ reqId, reason: reasonOf(cause) }, message)
  // A refusal on purpose says all there is to say.
  else if (statusCode >= 500 && !(error instanceof HttpProblem)) log.error({ reqId, err: cause ?? error }, message)
}

/** What went wrong, and what it came from. */
function reasonOf({ message, cause }: Error): string {
  return cause instanceof Error ? `${message}: ${cause.message}` : message
}
