import type { FastifyInstance, FastifyRequest } from 'fastify'
import plugin from 'fastify-plugin'
import { LimitReached } from '../common/limit-reached.ts'
import { HttpProblem } from '../http/problem.ts'
import type { Refusals } from '../http/refusals.ts'
import { addBodyHook } from '../performance/body-hooks.ts'

/** A waiting request itself needs memory. */
const LEAST_CHARGE_BYTES = 16 * 1024

const RETRY_AFTER_SECONDS = 5

interface BodyBudgetOptions {
  /** For all bodies being read, together. */
  readonly bytes: number
  /** For one body to arrive, in milliseconds. */
  readonly time: number
  readonly refusals: Refusals
}

/** Limits the memory of request bodies, counted by Content-Length or their route's limit. Slow ones get 408. Register before routes. */
export const bodyBudget = plugin(async (app: FastifyInstance, { bytes, time, refusals }: BodyBudgetOptions) => {
  let held = 0
  addBodyHook(app, (request, reply, payload, done) => {
    if (!announcesBody(request)) return done(null, payload)
    const charge = chargeFor(request)
    if (held + charge > bytes)
      return done(
        new LimitReached('bodies', 'Too much is being sent to us just now. Please try again.', RETRY_AFTER_SECONDS),
      )
    held += charge
    const timer = setTimeout(() => {
      refusals.add('slow_bodies')
      reply.header('connection', 'close')
      // Without a listener the body is already refused, and the refusal waits for an earlier answer.
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
    payload.once('end', release)
    payload.once('close', release)
    reply.raw.once('close', release)
    done(null, payload)
  })
})

function announcesBody({ headers }: FastifyRequest): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
}

function chargeFor({ headers, routeOptions }: FastifyRequest): number {
  const most = routeOptions.bodyLimit
  const announced = Number(headers['content-length'] ?? most)
  return Math.max(LEAST_CHARGE_BYTES, Math.min(announced, most))
}
