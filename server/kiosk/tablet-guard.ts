import type { FastifyInstance, FastifyRequest } from 'fastify'
import plugin from 'fastify-plugin'
import { Unreadable } from '../book/errors.ts'
import { ReadQueue } from '../book/reader/read-queue.ts'
import type { Tablet, Tablets } from '../book/tablets.ts'
import { isSentByOwnPage } from '../http/same-origin.ts'
import type { KioskCookie } from './kiosk-cookie.ts'
import { KioskProblem } from './kiosk-problem.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Only on routes behind the guard. Null for a post while the master, which knows the tablets, is away. */
    tablet: Tablet | null
  }
}

interface TabletGuardOptions {
  readonly tablets: Tablets
  readonly cookie: KioskCookie
  readonly publicUrl: string | undefined
}

/**
 * Lets only open tablets reach the routes beside it. Throws {@link KioskProblem}, and `Unreadable` if the master is away. A post goes on
 * meanwhile, so that its answer can hold what the visitor wrote.
 */
export const tabletGuard = plugin(async (app: FastifyInstance, { tablets, cookie, publicUrl }: TabletGuardOptions) => {
  // Anybody can send a token, and each asks the master.
  const queue = new ReadQueue()
  app.decorateRequest('tablet', null)
  app.addHook('onRequest', async (request) => {
    const isPost = request.method === 'POST'
    if (isPost && !isSentByOwnPage(request, publicUrl)) throw new KioskProblem('cross-site')
    const token = cookie.read(request)
    if (token === undefined) throw new KioskProblem('not-open')
    const tablet = await queue.enter(() => tablets.find(token)).catch(isPost ? nullIfAway : rethrow)
    if (tablet === undefined) throw new KioskProblem('not-open')
    request.tablet = tablet
  })
})

/** A tablet has a limit of its own: its network is that of the visitors' phones. */
export function countedAs({ tablet }: Pick<FastifyRequest, 'tablet'>): string {
  return `kiosk:${tablet?.id ?? ''}`
}

function nullIfAway(error: unknown): null {
  if (error instanceof Unreadable) return null
  throw error
}

function rethrow(error: unknown): never {
  throw error
}
