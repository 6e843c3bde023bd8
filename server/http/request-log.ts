import type { FastifyInstance, FastifyRequest } from 'fastify'
import plugin from 'fastify-plugin'
import type { Metrics } from '../metrics.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** When it came, in milliseconds of `performance.now()`. */
    receivedAt: number
  }
  interface FastifyBaseLogger {
    /** pino's own; false where nothing would be written. */
    isLevelEnabled(level: string): boolean
  }
}

/**
 * Notes every answer, in the log and in the metrics, as it is handed over for sending. Fastify's own `onResponse` would wait until
 * it has left, at the cost of two listeners for every request.
 */
export const requestLog = plugin(async (app: FastifyInstance, { metrics }: { metrics: Metrics }) => {
  app.decorateRequest('receivedAt', 0)
  app.addHook('onRequest', (request, _reply, done) => {
    request.receivedAt = performance.now()
    done()
  })
  app.addHook('onSend', (request, reply, _payload, done) => {
    const milliseconds = performance.now() - request.receivedAt
    const { method, routeOptions } = request
    metrics.requests.observe(
      { method, route: routeOptions.url ?? 'unknown', status: reply.statusCode },
      milliseconds / 1000,
    )
    logAnswer(request, reply.statusCode, milliseconds)
    done()
  })
})

/** Neither the query nor the client's address: the log is for operating the book, not for watching its guests. */
export function logAnswer({ log, id, method, url }: FastifyRequest, status: number, milliseconds: number): void {
  if (!log.isLevelEnabled('info')) return
  log.info(
    { reqId: id, method, path: url.split('?', 1)[0], status, ms: Math.round(milliseconds * 10) / 10 },
    'answered',
  )
}
