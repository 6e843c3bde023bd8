import type { FastifyRequest } from 'fastify'
import { HttpProblem } from './problem.ts'

/** Logs what is not the client's fault. Only unexpected errors are logged with a stack: an outage would log one for every post. */
export function logProblem({ log, id: reqId }: FastifyRequest, problem: HttpProblem, error: unknown): void {
  const { statusCode, cause, message } = problem
  if (statusCode === 503 && cause instanceof Error) log.warn({ reqId, reason: reasonOf(cause) }, message)
  else if (statusCode >= 500 && !(error instanceof HttpProblem)) log.error({ reqId, err: cause ?? error }, message)
}

function reasonOf({ message, cause }: Error): string {
  return cause instanceof Error ? `${message}: ${cause.message}` : message
}
