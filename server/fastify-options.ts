import { type FastifyServerOptions, LogController } from 'fastify'
import type { AppParts } from './app-parts.ts'
import type { Configuration } from './configuration/configuration.ts'
import { createClientErrorHandler } from './http/client-error.ts'
import { createBadUrlHandler } from './http/error-handler.ts'
import { UNCHECKED_REQUESTS } from './http/malformed-requests.ts'
import { BODY_LIMIT } from './limits/body-limit.ts'
import { Connections } from './limits/connections.ts'
import { createServerFactory } from './limits/create-server.ts'
import { EMPTY_REQUESTS } from './performance/empty-bodies.ts'
import { memoize } from './performance/memoize.ts'
import { buildSerializer } from './performance/serialization.ts'

/** What Fastify itself is told: the server below it, and what comes before any hook. */
export function fastifyOptions(parts: AppParts) {
  const { configuration, limits, log, feed, streams, headers, refusals, requestLog, createRequestId } = parts
  const connections = new Connections({
    limit: limits.connections,
    isLasting: (response) => streams.has(response),
    refusals,
    requestLog,
    createRequestId,
  })
  const logAt = memoize((level) => log.child({}, { level }))
  return {
    // Fastify is not given the log itself: it would watch every answer for its end, to write a line that nobody wants.
    // Nor does each request get a child of it, which few have a use for: what is logged of a request names its id.
    childLoggerFactory: (_none, _bindings, { level }) => (level ? logAt(level) : log),
    trustProxy: trustedProxies(configuration.trustProxy),
    serverFactory: createServerFactory({ ...EMPTY_REQUESTS, ...UNCHECKED_REQUESTS }, connections),
    bodyLimit: BODY_LIMIT,
    genReqId: createRequestId,
    logController: new LogController({ disableRequestLogging: true }),
    frameworkErrors: createBadUrlHandler({ feed, headers, requestLog }),
    clientErrorHandler: createClientErrorHandler({ createId: createRequestId, requestLog }),
    schemaController: { compilersFactory: { buildSerializer } },
    // A request that came before the end is answered, not turned away.
    return503OnClosing: false,
  } satisfies FastifyServerOptions
}

/**
 * A number of hops means: that many proxies in front of this process, whatever their addresses. Whoever reaches the process past
 * its proxy can then claim any address, which is why Fastify by itself takes no number; the README says so.
 */
function trustedProxies(proxies: Configuration['trustProxy']) {
  return typeof proxies === 'number' ? (_address: string, hop: number) => hop < proxies : proxies
}
