import type { FastifyInstance, FastifyRequest } from 'fastify'
import plugin from 'fastify-plugin'
import { HttpProblem } from '../http/problem.ts'
import { LimitReached } from './limit-reached.ts'
import type { Refusals } from './refusals.ts'

/** What a body counts at least, in bytes: a request that waits for one has a cost of its own. */
const LEAST_CHARGE = 16 * 1024

/** After how many seconds a client may try again where there is no room for its body. */
const RETRY_AFTER = 5

export interface BodyBudgetOptions {
  /** How many bytes all bodies that are being read may have together. */
  readonly bytes: number
  /** How long one of them may take to arrive, in milliseconds. */
  readonly time: number
  readonly refusals: Refusals
}

/**
 * Limits what all bodies that are being read may take together: each counts with its declared length, or as much as its route reads
 * where it declares none, until it has arrived. One that does not arrive in time is refused. To be registered before the routes.
 */
export const bodyBudget = plugin(async (app: FastifyInstance, { bytes, time, refusals }: BodyBudgetOptions) => {
  let held = 0
  app.addHook('preParsing', (request, reply, payload, done) => {
    if (!announcesBody(request)) return done(null, payload)
    if (!isRead(request)) {
      // A stream that is answered for hours would keep it for as long.
      request.raw.resume()
      return done(null, payload)
    }
    const charge = chargeFor(request)
    if (held + charge > bytes)
      return done(new LimitReached('bodies', 'Too much is being sent to us just now. Please try again.', RETRY_AFTER))
    held += charge
    const timer = setTimeout(() => {
      refusals.add('slow_bodies')
      reply.header('connection', 'close')
      // Without a reader, it was refused already, and the refusal waits for an earlier answer.
      if (payload.listenerCount('error') === 0) request.socket.destroy()
      else payload.emit('error', new HttpProblem(408, 'The body did not arrive in time.'))
    }, time).unref()
    let isReleased = false
    const release = () => {
      if (isReleased) return
      isReleased = true
      clearTimeout(timer)
      held -= charge
    }
    // The body has arrived, or its reader wants no more of it, or the client has left.
    payload.once('end', release)
    payload.once('close', release)
    reply.raw.once('close', release)
    done(null, payload)
  })
})

function announcesBody({ headers }: FastifyRequest): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
}

/** Fastify leaves the bodies of these methods alone. */
function isRead({ method }: FastifyRequest): boolean {
  return method !== 'GET' && method !== 'HEAD'
}

/** No route reads more than its limit, whatever is announced. */
function chargeFor({ headers, routeOptions }: FastifyRequest): number {
  const most = routeOptions.bodyLimit
  const announced = Number(headers['content-length'] ?? most)
  return Math.max(LEAST_CHARGE, Math.min(announced, most))
}
