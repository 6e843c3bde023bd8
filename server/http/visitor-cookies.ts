import type { FastifyReply } from 'fastify'
import { DECISION_LIFETIME_MS } from '../book/moderation.ts'
import { readyCookie } from '../performance/ready-cookie.ts'
import { cookieScope } from './base-path.ts'

/** How far the visitor has read or written, in the form of `formatPosition`. */
export const POSITION_COOKIE = 'guestbook-position'

export const LANGUAGE_COOKIE = 'guestbook-language'

export const VISITOR_COOKIE = 'guestbook-visitor'

/** The author's secret. The book gets only a hash of it. */
export const AUTHOR_COOKIE = 'guestbook-author'

/** The ids of the visitor's own newest entries, in the form of `formatOwnEntries`. */
export const OWN_COOKIE = 'guestbook-mine'

/** Any live replica has caught up by then. */
const POSITION_SECONDS = 300
const YEAR_SECONDS = 365 * 24 * 60 * 60
/** As long as the book remembers what became of an entry that waited. */
const OWN_SECONDS = DECISION_LIFETIME_MS / 1000

/** Sets a cookie. The value must need no encoding: letters, digits, "-", "_" and ".". */
type SetCookie = (reply: FastifyReply, value: string) => void

export interface VisitorCookies {
  readonly setPosition: SetCookie
  readonly clearPosition: (reply: FastifyReply) => void
  readonly setLanguage: SetCookie
  readonly setVisitor: SetCookie
  readonly setAuthor: SetCookie
  readonly setOwn: SetCookie
  readonly clearOwn: (reply: FastifyReply) => void
}

export function createVisitorCookies(publicUrl: string | undefined): VisitorCookies {
  const scope = cookieScope(publicUrl)
  const cookie = (name: string, lifetime: { maxAge?: number; expires?: Date } = {}): SetCookie => {
    const write = readyCookie({ name, ...scope, httpOnly: true, sameSite: 'lax', ...lifetime })
    return (reply, value) => void reply.header('set-cookie', write(value))
  }
  const cleared = { maxAge: 0, expires: new Date(0) }
  const clearPosition = cookie(POSITION_COOKIE, cleared)
  const clearOwn = cookie(OWN_COOKIE, cleared)
  return {
    setPosition: cookie(POSITION_COOKIE, { maxAge: POSITION_SECONDS }),
    clearPosition: (reply) => clearPosition(reply, ''),
    setLanguage: cookie(LANGUAGE_COOKIE, { maxAge: YEAR_SECONDS }),
    setVisitor: cookie(VISITOR_COOKIE),
    setAuthor: cookie(AUTHOR_COOKIE, { maxAge: YEAR_SECONDS }),
    setOwn: cookie(OWN_COOKIE, { maxAge: OWN_SECONDS }),
    clearOwn: (reply) => clearOwn(reply, ''),
  }
}
