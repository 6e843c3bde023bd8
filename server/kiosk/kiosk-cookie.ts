import { parseCookie, stringifySetCookie } from 'cookie'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { KIOSK_PATH } from '../common/kiosk-paths.ts'
import { basePathOf, cookieScope } from '../http/base-path.ts'
import { folderFrom } from '../http/folder.ts'

/** The one cookie of a tablet. It says that the tablet is open, and nothing about those who write on it. */
export interface KioskCookie {
  read(request: FastifyRequest): string | undefined
  /** Sets the cookie for the pages of the tablet, when its link is pressed. */
  set(request: FastifyRequest, reply: FastifyReply, token: string): void
}

/** The name of the cookie, or its end. */
export const KIOSK_COOKIE = 'guestbook-kiosk'

/** In seconds: the most that browsers keep one. The book ends a tablet that was not used for a month. */
const LIFETIME = 400 * 24 * 60 * 60

/** Makes the cookie. Browsers accept "__Secure-" only over HTTPS. ("__Host-" would be sent to all other pages too.) */
export function createKioskCookie(publicUrl: string | undefined): KioskCookie {
  const { secure } = cookieScope(publicUrl)
  const name = `${secure ? '__Secure-' : ''}${KIOSK_COOKIE}`
  const attributes = { name, secure, httpOnly: true, sameSite: 'strict', maxAge: LIFETIME } as const
  return {
    read: ({ headers }) => parseCookie(headers.cookie ?? '')[name],
    set(request, reply, value) {
      const folder = publicUrl === undefined ? safe(folderFrom(request)) : basePathOf(publicUrl)
      reply.header('set-cookie', stringifySetCookie({ ...attributes, value, path: folder + KIOSK_PATH }))
    },
  }
}

/** A path that a cookie can have. */
function safe(folder: string): string {
  return /^(?:\/[\w.~%:@!$&'()*+,=-]*)*$/.test(folder) ? folder : ''
}
