import { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import plugin from 'fastify-plugin'

/**
 * Node's option for requests without a body, as most are: their stream has already ended and emits no `end`. The row "GET /" of
 * the benchmark shows it (https://nodejs.org/docs/latest-v24.x/api/http.html#httpcreateserveroptions-requestlistener).
 */
export const EMPTY_REQUESTS = { optimizeEmptyRequests: true } as const

/** Gives a reader of such a stream an empty one that ends: if a content type is named, the body is read. */
export const emptyBodies = plugin(async (app: FastifyInstance) => {
  app.addHook('preParsing', (request, _reply, payload, done) => {
    const wouldBeRead = request.headers['content-type'] !== undefined
    done(null, wouldBeRead && request.raw.readableEnded ? Readable.from([]) : payload)
  })
})
