import type { IncomingHttpHeaders } from 'node:http'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import plugin from 'fastify-plugin'
import { ASSETS_PATH } from '../assets.ts'
import { parseTraceparent } from './traceparent.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The request's valid `traceparent`, or the one that tracing gave it; else empty. */
    traceparent: string
  }
}

const REQUEST_ID_HEADER = 'x-request-id'

const TRACEPARENT_HEADER = 'traceparent'

/** What proxies and load balancers use: nothing that logs or headers would have to escape. */
const REQUEST_ID = /^[\w.:/+=@~-]{1,128}$/

/** Names requests by a valid `X-Request-Id`, or else by `createId`. */
export function requestNamer(createId: () => string): (request?: { readonly headers: IncomingHttpHeaders }) => string {
  return (request) => (request && givenRequestId(request.headers)) ?? createId()
}

function givenRequestId({ [REQUEST_ID_HEADER]: id }: IncomingHttpHeaders): string | undefined {
  return typeof id === 'string' && REQUEST_ID.test(id) ? id : undefined
}

/** Gives every answer its ids in the log and in traces. */
export const requestIdentity = plugin(async (app: FastifyInstance) => {
  app.decorateRequest('traceparent', '')
  app.addHook('onRequest', (request, reply, done) => {
    // Files are the same for all readers, and caches keep their headers.
    if (!request.url.startsWith(ASSETS_PATH) || givenRequestId(request.headers)) tellRequestId(request, reply)
    const { traceparent } = request.headers
    if (traceparent !== undefined) tellTrace(request, reply, traceparent)
    done()
  })
})

export function tellRequestId(request: FastifyRequest, reply: FastifyReply): void {
  reply.header(REQUEST_ID_HEADER, request.id)
}

export function tellTrace(request: FastifyRequest, reply: FastifyReply, traceparent: unknown): void {
  if (typeof traceparent !== 'string' || !parseTraceparent(traceparent)) return
  request.traceparent = traceparent
  reply.header(TRACEPARENT_HEADER, traceparent)
}

/** The fields that identify a request in the log. */
export function namesOf({ id, traceparent }: Pick<FastifyRequest, 'id' | 'traceparent'>) {
  return traceparent ? { reqId: id, traceId: parseTraceparent(traceparent)?.traceId } : { reqId: id }
}
