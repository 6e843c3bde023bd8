import type { FastifyRequest } from 'fastify'
import { Unreadable } from '../book/errors.ts'
import type { Owners } from '../book/owners.ts'
import { formToken } from './forms.ts'
import type { Owner } from './guard.ts'
import { createSessionCookies, SESSION_COOKIE, type SessionCookieOptions } from './session-cookie.ts'

/** Finds the signed-in person who opens a public page. Returns undefined at once for visitors, who bring no session. */
export type FindOwner = (request: FastifyRequest) => Promise<Owner | undefined> | undefined

export function createOwnerFinder({
  owners,
  ...options
}: SessionCookieOptions & { readonly owners: Owners }): FindOwner {
  const cookies = createSessionCookies(options)
  const find = async (token: string): Promise<Owner | undefined> => {
    try {
      const signedIn = await owners.find(token)
      return signedIn && { ...signedIn.person, session: signedIn.session.id, token: formToken(token) }
    } catch (error) {
      // The page is there for everybody; without the master it comes as visitors see it.
      if (error instanceof Unreadable) return undefined
      throw error
    }
  }
  return (request) => {
    if (!request.headers.cookie?.includes(SESSION_COOKIE)) return undefined
    const token = cookies.read(request)
    return token === undefined ? undefined : find(token)
  }
}
