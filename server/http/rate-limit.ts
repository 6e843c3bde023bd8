import type { FastifyInstance, FastifyRequest } from 'fastify'
import plugin from 'fastify-plugin'
import { type Allowance, TooManyPosts } from '../book/book.ts'
import { memoize } from '../memoize.ts'
import { clientNetwork } from './client-network.ts'
import { PostWindows } from './post-windows.ts'

declare module 'fastify' {
  interface FastifyInstance {
    /** Throws `TooManyPosts` where this process alone has seen more posts of the client within a minute than all front ends may take. */
    countPost(request: FastifyRequest): void
    /** Takes back the count of a post that came to nothing through no fault of the client's, or that was only a repetition. */
    takeBackPost(allowance: Allowance | undefined): void
    /** What the client may still post over all front ends: for the book, which counts what it really adds. */
    allowance(request: FastifyRequest): Allowance | undefined
  }
}

const MINUTE = 60_000

/**
 * Limits posts twice: in this process before any work is done for them, and over all front ends together with the write
 * itself, so that the limit needs no round trip of its own and cannot fail where the write would not.
 */
export const postLimit = plugin(async (app: FastifyInstance, { perMinute }: { perMinute: number }) => {
  if (perMinute === 0) {
    app.decorate('countPost', () => {})
    app.decorate('takeBackPost', () => {})
    app.decorate('allowance', () => undefined)
    return
  }
  const windows = new PostWindows(MINUTE)
  // A connection that was reset has no address any more.
  const network = memoize(clientNetwork)
  const networkOf = ({ ip = '' }: { readonly ip?: string }) => network(ip)
  app.decorate('countPost', (request: FastifyRequest) => {
    const { posts, remaining } = windows.count(networkOf(request))
    if (posts > perMinute) throw new TooManyPosts(Math.ceil(remaining / 1000))
  })
  app.decorate('takeBackPost', (allowance: Allowance | undefined) => {
    if (allowance) windows.takeBack(allowance.client)
  })
  app.decorate('allowance', (request: FastifyRequest) => ({ client: networkOf(request), perMinute }))
})
