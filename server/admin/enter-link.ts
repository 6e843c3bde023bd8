import type { FastifyRequest } from 'fastify'
import { ENTER_PATH } from '../common/admin-paths.ts'
import { bookAddress } from '../http/book-address.ts'

/** @param base the book's address, without a trailing slash */
export function enterLink(base: string, code: string): string {
  return `${base}${ENTER_PATH}/${code}`
}

/** False if others on the network could read along. */
export function isPrivate(request: FastifyRequest, publicUrl: string | undefined): boolean {
  const url = URL.parse(bookAddress(request, publicUrl))
  return url?.protocol === 'https:' || /^(localhost|127\.[\d.]+|\[::1\])$/.test(url?.hostname ?? '')
}
