import { parseCookie } from 'cookie'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { SESSION_LIFETIME } from '../book/owners.ts'
import { KIOSK_PATH } from '../common/kiosk-paths.ts'
import { readyCookie } from '../performance/ready-cookie.ts'

/** The one cookie of a tablet. It says that the tablet is open, and nothing about those who write on it. */
export interface KioskCookie {
  /** The token that a request brings. */
  read(request: FastifyRequest): string | undefined
  set(reply: FastifyReply, token: string): void
}

/** The name of the cookie, or its end. */
export const KIOSK_COOKIE = 'guestbook-kiosk'

export interface KioskCookieOptions {
  /** Limits it to HTTPS. Browsers accept "__Secure-" only there. ("__Host-" would be sent to all other pages too.) */
  readonly secure: boolean
  /** The book's folder, without a trailing slash. */
  readonly base: string
}

export function createKioskCookie({ secure, base }: KioskCookieOptions): KioskCookie {
  const name = `${secure ? '__Secure-' : ''}${KIOSK_COOKIE}`
  const path = base + KIOSK_PATH
  const write = readyCookie({ name, path, secure, httpOnly: true, sameSite: 'strict', maxAge: SESSION_LIFETIME / 1000 })
  return {
    read: ({ headers }) => parseCookie(headers.cookie ?? '')[name],
    set: (reply, token) => void reply.header('set-cookie', write(token)),
  }
}
