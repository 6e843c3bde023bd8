import { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import plugin from 'fastify-plugin'

/**
 * Node's option for requests without a body, which most are: their streams are over before they begin, and never say so. It saves a
 * twentieth of what the newest page costs (https://nodejs.org/docs/latest-v24.x/api/http.html#httpcreateserveroptions-requestlistener).
 */
export const EMPTY_REQUESTS = { optimizeEmptyRequests: true } as const

/** Gives whoever would wait for the end of such a stream an empty one that ends: where a type of content is named, a body is read. */
export const emptyBodies = plugin(async (app: FastifyInstance) => {
  app.addHook('preParsing', (request, _reply, payload, done) => {
    const wouldBeRead = request.headers['content-type'] !== undefined
    done(null, wouldBeRead && request.raw.readableEnded ? Readable.from([]) : payload)
  })
})
