import type { FastifyRequest } from 'fastify'
import { ADMIN_PATH, ENTER_PATH } from '../common/admin-paths.ts'
import { folderBefore } from '../http/folder.ts'
import { askedHost } from '../http/host.ts'

/** The link that signs in a device. `base` is the book's address, without a trailing slash. */
export function enterLink(base: string, code: string): string {
  return `${base}${ENTER_PATH}/${code}`
}

/** The address under which the book was asked for, unless it has a public one. */
export function addressFor(request: FastifyRequest, publicUrl: string | undefined): string {
  return (
    publicUrl ?? `${request.protocol}://${askedHost(request) ?? 'localhost'}${folderBefore(`${ADMIN_PATH}/`, request)}`
  )
}

/** False if others on the network could read along. */
export function isPrivate(request: FastifyRequest, publicUrl: string | undefined): boolean {
  const url = URL.parse(addressFor(request, publicUrl))
  return url?.protocol === 'https:' || /^(localhost|127\.[\d.]+|\[::1\])$/.test(url?.hostname ?? '')
}
