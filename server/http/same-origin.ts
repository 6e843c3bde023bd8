import type { FastifyRequest } from 'fastify'

export interface OriginEvidence {
  /** The header `Sec-Fetch-Site`; browsers send it only to trustworthy origins, so not over plain HTTP under a real name. */
  readonly fetchSite: string | undefined
  /** The header `Origin`. */
  readonly origin: string | undefined
  /** The host that the client asked for. */
  readonly host: string | undefined
  /** The address that people use, where it is known: a proxy may have changed the host. */
  readonly publicUrl: string | undefined
}

/**
 * Whether an unsafe request comes from a page of ours, or from no page at all. It needs no token: a browser says where a
 * form comes from, and what is no browser has no visitor's cookies to abuse
 * (https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Sec-Fetch-Site).
 */
export function isSameOrigin({ fetchSite, origin, host, publicUrl }: OriginEvidence): boolean {
  if (fetchSite !== undefined) return fetchSite === 'same-origin' || fetchSite === 'none'
  if (origin === undefined) return true
  const from = URL.parse(origin)
  if (!from) return false // "null": a sandboxed frame, a local file, a page that hides where it is.
  return from.origin === publicUrl || from.host === withoutDefaultPort(host, from.protocol)
}

/** True for a request that may change nothing, or that comes from where it may. */
export function mayChange(request: FastifyRequest, publicUrl: string | undefined): boolean {
  if (request.method === 'GET' || request.method === 'HEAD' || request.method === 'OPTIONS') return true
  const { 'sec-fetch-site': fetchSite, origin } = request.headers
  return isSameOrigin({ fetchSite: single(fetchSite), origin, host: request.host, publicUrl })
}

function withoutDefaultPort(host: string | undefined, protocol: string): string | undefined {
  return host === undefined ? undefined : URL.parse(`${protocol}//${host}`)?.host
}

function single(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header.join(', ') : header
}
