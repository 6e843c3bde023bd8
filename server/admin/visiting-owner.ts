import type { FastifyRequest } from 'fastify'
import { Unreadable } from '../book/errors.ts'
import type { Owners } from '../book/owners.ts'
import { ReadQueue } from '../book/reader/read-queue.ts'
import { LimitReached } from '../limits/limit-reached.ts'
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
  // Anybody can send a token, and each asks the master.
  const queue = new ReadQueue()
  const find = async (token: string): Promise<Owner | undefined> => {
    try {
      const signedIn = await queue.enter(() => owners.find(token))
      return signedIn && { ...signedIn.person, session: signedIn.session.id, token: formToken(token) }
    } catch (error) {
      // The page is there for everybody. If the master is away or too busy, it comes as visitors see it.
      if (error instanceof Unreadable || error instanceof LimitReached) return undefined
      throw error
    }
  }
  return (request) => {
    if (!request.headers.cookie?.includes(SESSION_COOKIE)) return undefined
    const token = cookies.read(request)
    return token === undefined ? undefined : find(token)
  }
}
