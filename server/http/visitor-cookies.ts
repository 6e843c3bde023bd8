import { stringifySetCookie } from 'cookie'
import type { FastifyReply } from 'fastify'
import { BOOK_PATH } from '../shared/paths.ts'

/** Holds how far the visitor has read or written, as `formatPosition` writes it. */
export const POSITION_COOKIE = 'guestbook-position'

/** Holds the language that the visitor chose, as a BCP 47 tag. */
export const LANGUAGE_COOKIE = 'guestbook-language'

/** Holds the random name of the visitor's browser, a UUID. */
export const VISITOR_COOKIE = 'guestbook-visitor'

/** For how long a visitor's position is remembered, in seconds: any replica that is alive has caught up by then. */
const POSITION_LIFETIME = 300
const LANGUAGE_LIFETIME = 365 * 24 * 60 * 60

/** Sets a cookie to a value of letters, digits, "-", "_" and ".", which need no encoding. */
type SetCookie = (reply: FastifyReply, value: string) => void

/** Writes a visitor's cookies to an answer. */
export interface VisitorCookies {
  readonly setPosition: SetCookie
  readonly clearPosition: (reply: FastifyReply) => void
  readonly setLanguage: SetCookie
  /** For as long as the browser is open. */
  readonly setVisitor: SetCookie
}

/** Makes what writes a visitor's cookies; most answers carry one, so their attributes are put together beforehand. `secure` keeps them to HTTPS. */
export function createVisitorCookies({ secure }: { readonly secure: boolean }): VisitorCookies {
  const cookie = (name: string, lifetime: { maxAge?: number; expires?: Date } = {}): SetCookie => {
    const empty = stringifySetCookie({
      name,
      value: '',
      path: BOOK_PATH,
      httpOnly: true,
      sameSite: 'lax',
      secure,
      ...lifetime,
    })
    const [start, attributes] = [`${name}=`, empty.slice(name.length + 1)]
    return (reply, value) => void reply.header('set-cookie', start + value + attributes)
  }
  const clear = cookie(POSITION_COOKIE, { maxAge: 0, expires: new Date(0) })
  return {
    setPosition: cookie(POSITION_COOKIE, { maxAge: POSITION_LIFETIME }),
    clearPosition: (reply) => clear(reply, ''),
    setLanguage: cookie(LANGUAGE_COOKIE, { maxAge: LANGUAGE_LIFETIME }),
    setVisitor: cookie(VISITOR_COOKIE),
  }
}
