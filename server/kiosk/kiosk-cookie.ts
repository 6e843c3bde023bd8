import { parseCookie, stringifySetCookie } from 'cookie'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { KIOSK_PATH } from '../common/kiosk-paths.ts'
import { basePathOf, cookieScope } from '../http/base-path.ts'
import { folderFrom } from '../http/folder.ts'

/** The one cookie of a tablet. It opens the tablet, and says nothing about those who write on it. */
export interface KioskCookie {
  read(request: FastifyRequest): string | undefined
  set(request: FastifyRequest, reply: FastifyReply, token: string): void
}

/** The name of the cookie, or its end. */
export const KIOSK_COOKIE = 'guestbook-kiosk'

/** The most that browsers keep. The book closes tablets that were not used for a month. */
const LIFETIME_SECONDS = 400 * 24 * 60 * 60

/** Browsers accept "__Secure-" over HTTPS only. "__Host-" would need the path "/", and be sent to all pages. */
export function createKioskCookie(publicUrl: string | undefined): KioskCookie {
  const { secure } = cookieScope(publicUrl)
  const name = `${secure ? '__Secure-' : ''}${KIOSK_COOKIE}`
  const attributes = { name, secure, httpOnly: true, sameSite: 'strict', maxAge: LIFETIME_SECONDS } as const
  return {
    read: ({ headers }) => parseCookie(headers.cookie ?? '')[name],
    set(request, reply, value) {
      const folder = publicUrl === undefined ? fitForCookie(folderFrom(request)) : basePathOf(publicUrl)
      reply.header('set-cookie', stringifySetCookie({ ...attributes, value, path: folder + KIOSK_PATH }))
    },
  }
}

function fitForCookie(folder: string): string {
  return /^(?:\/[\w.~%:@!$&'()*+,=-]*)*$/.test(folder) ? folder : ''
}
