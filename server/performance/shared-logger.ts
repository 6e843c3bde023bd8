import type { FastifyBaseLogger, FastifyServerOptions } from 'fastify'
import { memoize } from './memoize.ts'

/**
 * Gives all requests one logger instead of a child each; what is logged of a request names its id. A route with a level of its own
 * has a child for that. The row "GET /" of the benchmark shows it.
 */
export function sharedLogger(log: FastifyBaseLogger): NonNullable<FastifyServerOptions['childLoggerFactory']> {
  const logAt = memoize((level) => log.child({}, { level }))
  return (_none, _bindings, { level }) => (level ? logAt(level) : log)
}
