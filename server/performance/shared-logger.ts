import type { FastifyBaseLogger, FastifyServerOptions } from 'fastify'
import { memoize } from './memoize.ts'

/** One logger for all requests instead of a child each; a route with a level of its own has a child. Benchmark row: "GET /". */
export function sharedLogger(log: FastifyBaseLogger): NonNullable<FastifyServerOptions['childLoggerFactory']> {
  const logAt = memoize((level) => log.child({}, { level }))
  return (_none, _bindings, { level }) => (level ? logAt(level) : log)
}
