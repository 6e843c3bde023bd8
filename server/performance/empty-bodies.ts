import { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import plugin from 'fastify-plugin'
import { addBodyHook } from './body-hooks.ts'

/** Node need not read requests without a body; their stream has already ended and emits no `end`. Benchmark row: "GET /". */
export const EMPTY_REQUESTS = { optimizeEmptyRequests: true } as const

/** Replaces such a stream with an empty one that does end, if there is a content type: then it will be read. */
export const emptyBodies = plugin(async (app: FastifyInstance) => {
  addBodyHook(app, (request, _reply, payload, done) => {
    const wouldBeRead = request.headers['content-type'] !== undefined
    done(null, wouldBeRead && request.raw.readableEnded ? Readable.from([]) : payload)
  })
})
