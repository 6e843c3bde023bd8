import type { FastifyRequest } from 'fastify'
import type { AllowedMethods } from './allowed-methods.ts'
import { pathOf } from './path-of.ts'

/** The page meant by an address that leads nowhere and ends with a slash, such as "/wall/", or undefined. */
export function addressWithoutSlash(request: FastifyRequest, methods: AllowedMethods): string | undefined {
  const path = pathOf(request)
  const isRead = request.method === 'GET' || request.method === 'HEAD'
  const meant = path.slice(0, -1)
  if (!isRead || !path.endsWith('/') || !methods.at(meant).includes('GET')) return undefined
  return meant + request.url.slice(request.url.indexOf(path) + path.length)
}
