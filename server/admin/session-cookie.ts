import { parseCookie } from 'cookie'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { SESSION_LIFETIME_MS } from '../book/owners.ts'
import { BOOK_PATH } from '../common/paths.ts'
import { type CookieScope, cookieScope } from '../http/base-path.ts'
import { readyCookie } from '../performance/ready-cookie.ts'

export interface SessionCookies {
  /** The session's token. */
  read(request: FastifyRequest): string | undefined
  set(reply: FastifyReply, token: string): void
  clear(reply: FastifyReply): void
  /** Ties the form on a sign-in page to the browser that got it, where browsers hide the form's origin. */
  readEntering(request: FastifyRequest): string | undefined
  setEntering(reply: FastifyReply, secret: string): void
}

/** The name of the session's cookie, or its end. */
export const SESSION_COOKIE = 'guestbook-session'

const ENTERING = 'guestbook-entering'

export function createSessionCookies(publicUrl: string | undefined): SessionCookies {
  const { secure, path } = cookieScope(publicUrl)
  const name = prefixOf({ secure, path }) + SESSION_COOKIE
  const common = { httpOnly: true, sameSite: 'strict', secure } as const
  const write = readyCookie({ ...common, name, path, maxAge: SESSION_LIFETIME_MS / 1000 })
  const clear = readyCookie({ ...common, name, path, maxAge: 0, expires: new Date(0) })
  // Without a path, browsers send it to the folder of the page that set it, behind any proxy.
  const writeEntering = readyCookie({ ...common, name: ENTERING })
  const read = ({ headers }: FastifyRequest, cookie: string) => parseCookie(headers.cookie ?? '')[cookie]
  return {
    read: (request) => read(request, name),
    set: (reply, token) => void reply.header('set-cookie', write(token)),
    clear: (reply) => void reply.header('set-cookie', clear('')),
    readEntering: (request) => read(request, ENTERING),
    setEntering: (reply, secret) => void reply.header('set-cookie', writeEntering(secret)),
  }
}

/** Browsers accept these names over HTTPS only, and "__Host-" only for one host and all of its paths. */
function prefixOf({ secure, path }: CookieScope): string {
  if (!secure) return ''
  return path === BOOK_PATH ? '__Host-' : '__Secure-'
}
