import type { FastifyReply } from 'fastify'
import { BOOK_PATH } from '../common/paths.ts'
import { readyCookie } from '../performance/ready-cookie.ts'

/** How far the visitor has read or written, in the form of `formatPosition`. */
export const POSITION_COOKIE = 'guestbook-position'

export const LANGUAGE_COOKIE = 'guestbook-language'

export const VISITOR_COOKIE = 'guestbook-visitor'

/** In seconds. Any live replica has caught up by then. */
const POSITION_LIFETIME = 300
const LANGUAGE_LIFETIME = 365 * 24 * 60 * 60

/** Sets a cookie. The value must need no encoding: letters, digits, "-", "_" and ".". */
type SetCookie = (reply: FastifyReply, value: string) => void

export interface VisitorCookies {
  readonly setPosition: SetCookie
  readonly clearPosition: (reply: FastifyReply) => void
  readonly setLanguage: SetCookie
  readonly setVisitor: SetCookie
}

/** Makes the cookie writers. `secure` limits them to HTTPS. */
export function createVisitorCookies({ secure }: { readonly secure: boolean }): VisitorCookies {
  const cookie = (name: string, lifetime: { maxAge?: number; expires?: Date } = {}): SetCookie => {
    const write = readyCookie({ name, path: BOOK_PATH, httpOnly: true, sameSite: 'lax', secure, ...lifetime })
    return (reply, value) => void reply.header('set-cookie', write(value))
  }
  const clear = cookie(POSITION_COOKIE, { maxAge: 0, expires: new Date(0) })
  return {
    setPosition: cookie(POSITION_COOKIE, { maxAge: POSITION_LIFETIME }),
    clearPosition: (reply) => clear(reply, ''),
    setLanguage: cookie(LANGUAGE_COOKIE, { maxAge: LANGUAGE_LIFETIME }),
    setVisitor: cookie(VISITOR_COOKIE),
  }
}
