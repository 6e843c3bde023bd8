import type { FastifyInstance } from 'fastify'
import type { Book } from '../book/book.ts'
import type { Feed } from '../book/feed/feed.ts'
import { LIVENESS, READINESS } from './schemas.ts'

export function getLiveness(app: FastifyInstance, path: string): void {
  app.get(
    path,
    {
      logLevel: 'warn',
      schema: {
        summary: 'Whether this process is alive, regardless of Redis',
        response: { 200: LIVENESS },
      },
    },
    async (_request, reply) => {
      reply.header('cache-control', 'no-store')
      return { status: 'ok' }
    },
  )
}

interface ReadinessOptions {
  readonly book: Book
  readonly feed: Feed
  /** True once the process was asked to end. */
  readonly isDraining: () => boolean
}

/** Anybody can ask, so it must not name a host. */
export function getReadiness(app: FastifyInstance, path: string, { book, feed, isDraining }: ReadinessOptions): void {
  app.get(
    path,
    {
      logLevel: 'warn',
      schema: {
        summary: 'Whether this process can serve pages; writes are reported separately',
        response: { 200: READINESS, 503: READINESS },
      },
    },
    async (_request, reply) => {
      const { readable, writable, warnings } = book.health()
      const draining = isDraining()
      const reads = readable && feed.state ? 'ok' : feed.state ? 'from memory' : 'unavailable'
      const isReady = reads !== 'unavailable' && !draining
      reply.code(isReady ? 200 : 503).header('cache-control', 'no-store')
      return {
        status: isReady ? 'ready' : 'not ready',
        reads,
        writes: writable ? 'ok' : 'unavailable',
        draining,
        warnings,
      }
    },
  )
}
