import type { FastifyInstance } from 'fastify'
import plugin from 'fastify-plugin'
import type { Metrics } from '../metrics.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The answer goes on for as long as somebody reads it. */
    isStream?: boolean
  }
}

/** Notes every answered request, in the log and in the metrics. */
export const requestLog = plugin(async (app: FastifyInstance, { metrics }: { metrics: Metrics }) => {
  app.addHook('onResponse', (request, reply, done) => {
    const { method } = request
    const { statusCode: status, elapsedTime } = reply
    const { url: route = 'unknown', config } = request.routeOptions
    // A live stream lasts as long as a page is open: that is no measure of anything here.
    if (!config.isStream) metrics.observeRequest(method, route, status, elapsedTime / 1000)
    // Neither the query nor the client's address: the log is for operating the book, not for watching its guests.
    const path = request.url.split('?', 1)[0]
    request.log.info({ method, path, status, ms: Math.round(elapsedTime * 10) / 10 }, 'answered')
    done()
  })
})
