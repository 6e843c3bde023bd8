import { type FastifyServerOptions, LogController } from 'fastify'
import type { AppParts } from './app-parts.ts'
import type { Configuration } from './configuration/configuration.ts'
import { basePathOf, withoutBasePath } from './http/base-path.ts'
import { createClientErrorHandler } from './http/client-error.ts'
import { createBadUrlHandler } from './http/error-handler.ts'
import { UNCHECKED_REQUESTS } from './http/malformed-requests.ts'
import { BODY_LIMIT } from './limits/body-limit.ts'
import { Connections } from './limits/connections.ts'
import { createServerFactory } from './limits/create-server.ts'
import { EMPTY_REQUESTS } from './performance/empty-bodies.ts'
import { buildSerializer } from './performance/serialization.ts'
import { sharedLogger } from './performance/shared-logger.ts'

/** Fastify's options, with a server whose connections and requests pass the limits first. */
export function fastifyOptions(parts: AppParts) {
  const { configuration, limits, log, feed, streams, headers, refusals, requestLog, createRequestId } = parts
  const connections = new Connections({
    limit: limits.connections,
    isLasting: (response) => streams.has(response),
    refusals,
    requestLog,
    createRequestId,
  })
  const base = basePathOf(configuration.publicUrl)
  return {
    ...(base === '' ? {} : { rewriteUrl: withoutBasePath(base) }),
    // With a log of its own, Fastify would listen for the end of every answer.
    childLoggerFactory: sharedLogger(log),
    trustProxy: trustedProxies(configuration.trustProxy),
    serverFactory: createServerFactory({ ...EMPTY_REQUESTS, ...UNCHECKED_REQUESTS }, connections),
    bodyLimit: BODY_LIMIT,
    genReqId: createRequestId,
    logController: new LogController({ disableRequestLogging: true }),
    frameworkErrors: createBadUrlHandler({ feed, headers, requestLog }),
    clientErrorHandler: createClientErrorHandler({ createId: createRequestId, requestLog }),
    schemaController: { compilersFactory: { buildSerializer } },
    // Requests that came before the shutdown are still answered.
    return503OnClosing: false,
  } satisfies FastifyServerOptions
}

/** Given a number, trusts that many proxies at any address. A client that bypasses them can claim any address, as the docs say. */
function trustedProxies(proxies: Configuration['trustProxy']) {
  return typeof proxies === 'number' ? (_address: string, hop: number) => hop < proxies : proxies
}
