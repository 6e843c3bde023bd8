import type { FastifyRequest } from 'fastify'
import { ADMIN_PATH, ENTER_PATH } from '../common/admin-paths.ts'
import { askedHost } from '../http/host.ts'

/** The link that signs in a device. `base` is the book's address, without a trailing slash. */
export function enterLink(base: string, code: string): string {
  return `${base}${ENTER_PATH}/${code}`
}

/** The address under which the book was asked for, unless it has a public one. */
export function addressFor(request: FastifyRequest, publicUrl: string | undefined): string {
  return publicUrl ?? `${request.protocol}://${askedHost(request) ?? 'localhost'}${folderFor(request)}`
}

/** The folder in which a proxy shows the book, by the page on which the owner pressed the button; empty if it is the host's root. */
function folderFor({ headers }: FastifyRequest): string {
  const path = URL.parse(headers.referer ?? '')?.pathname ?? ''
  const end = path.lastIndexOf(`${ADMIN_PATH}/`)
  return end < 0 ? '' : path.slice(0, end)
}

/** False if others on the network could read along. */
export function isPrivate(request: FastifyRequest, publicUrl: string | undefined): boolean {
  const url = URL.parse(addressFor(request, publicUrl))
  return url?.protocol === 'https:' || /^(localhost|127\.[\d.]+|\[::1\])$/.test(url?.hostname ?? '')
}
