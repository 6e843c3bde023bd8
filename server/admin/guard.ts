import type { FastifyInstance } from 'fastify'
import plugin from 'fastify-plugin'
import { NotWritten } from '../book/errors.ts'
import type { Owners, Role, SignedIn } from '../book/owners.ts'
import { isSentByOwnPage } from '../http/same-origin.ts'
import { AdminProblem } from './admin-problem.ts'
import { formOf, formToken, hasToken } from './forms.ts'
import type { SessionCookies } from './session-cookie.ts'

/** Who sends a request, on a guarded route. */
export interface Owner {
  readonly id: string
  readonly name: string
  readonly role: Role
  readonly session: string
  /** In each form of this session. */
  readonly token: string
  /** True while the master does not answer: only what was last known can be read. */
  readonly isLastKnown: boolean
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Only on routes behind the guard. */
    owner: Owner
  }
  interface FastifyContextConfig {
    /** Moderators may use the route. Other guarded routes are for owners only. */
    forModerators?: boolean
  }
}

interface GuardOptions {
  readonly owners: Owners
  readonly cookies: SessionCookies
  readonly publicUrl: string | undefined
}

/** Guards the routes beside it. A post must come from a page of this site, with the session's token. Throws {@link AdminProblem}. */
export const guard = plugin(async (app: FastifyInstance, { owners, cookies, publicUrl }: GuardOptions) => {
  app.decorateRequest('owner', null as unknown as Owner)
  app.addHook('onRequest', async (request, reply) => {
    if (isChange(request.method) && !isSentByOwnPage(request, publicUrl)) throw new AdminProblem('cross-site')
    const token = cookies.read(request)
    const signedIn = token === undefined ? undefined : await owners.find(token)
    if (token === undefined || signedIn === undefined) {
      if (token !== undefined) cookies.clear(reply)
      throw new AdminProblem('signed-out')
    }
    // Each request extends the session, so the cookie must be extended too.
    if (!signedIn.isLastKnown && !isChange(request.method)) cookies.set(reply, token)
    request.owner = ownerOf(signedIn, token)
    if (request.owner.role !== 'owner' && !request.routeOptions.config.forModerators)
      throw new AdminProblem('owners-only')
  })
  app.addHook('preHandler', async (request) => {
    if (isChange(request.method) && !hasToken(formOf(request), request.owner.token)) throw new AdminProblem('stale')
    // Once the form is read, so that what was typed can be sent again.
    if (isChange(request.method) && request.owner.isLastKnown) throw new NotWritten('the master does not answer')
  })
})

export function ownerOf({ person, session, isLastKnown }: SignedIn, token: string): Owner {
  return { ...person, session: session.id, token: formToken(token), isLastKnown: isLastKnown === true }
}

/** False for what only reads. */
export function isChange(method: string): boolean {
  return method !== 'GET' && method !== 'HEAD'
}
