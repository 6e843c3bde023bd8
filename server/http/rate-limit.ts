import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import plugin from 'fastify-plugin'
import { type Allowance, TooManyPosts } from '../book/book.ts'
import { clientNetwork } from './client-network.ts'
import { PostWindows } from './post-windows.ts'

declare module 'fastify' {
  interface FastifyInstance {
    /** Throws `TooManyPosts` where this process alone has seen more posts of the client within a minute than all front ends may take. */
    countPost(request: FastifyRequest): Promise<void>
    /** What the client may still post over all front ends: for the book, which counts what it really adds. */
    allowance(request: FastifyRequest): Allowance | undefined
  }
}

/**
 * Limits posts twice: in this process before any work is done for them, and over all front ends together with the write
 * itself, so that the limit needs no round trip of its own and cannot fail where the write would not.
 */
export const postLimit = plugin(async (app: FastifyInstance, { perMinute }: { perMinute: number }) => {
  if (perMinute === 0) {
    app.decorate('countPost', async () => {})
    app.decorate('allowance', () => undefined)
    return
  }
  await app.register(rateLimit, { global: false, store: PostWindows })
  const count = app.createRateLimit({ max: perMinute, timeWindow: 60_000, keyGenerator: ({ ip }) => clientNetwork(ip) })
  app.decorate('countPost', async (request: FastifyRequest) => {
    const state = await count(request)
    if (!state.isAllowed && state.isExceeded) throw new TooManyPosts(Math.max(1, state.ttlInSeconds))
  })
  app.decorate('allowance', ({ ip }: FastifyRequest) => ({ client: clientNetwork(ip), perMinute }))
})
