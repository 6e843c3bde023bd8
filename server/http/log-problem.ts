import type { FastifyRequest } from 'fastify'
import { HttpProblem } from './problem.ts'
import { namesOf } from './request-identity.ts'

/** Logs what is not the client's fault. Only unexpected errors are logged with a stack: an outage would log one for every post. */
export function logProblem(request: FastifyRequest, problem: HttpProblem, error: unknown): void {
  const { log } = request
  const { statusCode, cause, message } = problem
  if (statusCode === 503 && cause instanceof Error) log.warn({ ...namesOf(request), reason: reasonOf(cause) }, message)
  else if (statusCode >= 500 && !(error instanceof HttpProblem))
    log.error({ ...namesOf(request), err: cause ?? error }, message)
}

function reasonOf({ message, cause }: Error): string {
  return cause instanceof Error ? `${message}: ${cause.message}` : message
}
