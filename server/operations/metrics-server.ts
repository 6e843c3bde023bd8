import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify'
import { collectDefaultMetrics, Registry } from 'prom-client'
import type { Metrics } from './metrics.ts'

/**
 * Serves /metrics on its own port, which no Service publishes: the metrics are for the owner only. They include those of the process,
 * whose observers run until it ends: build one server for each process.
 */
export function buildMetricsServer(metrics: Metrics, log: FastifyBaseLogger): FastifyInstance {
  const app = Fastify({ loggerInstance: log, logController: new LogController({ disableRequestLogging: true }) })
  const ofProcess = new Registry()
  collectDefaultMetrics({ register: ofProcess })
  const all = Registry.merge([ofProcess, metrics.registry])
  app.get('/metrics', async (_request, reply) => reply.type(all.contentType).send(await all.metrics()))
  return app
}
