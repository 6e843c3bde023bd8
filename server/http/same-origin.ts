import type { FastifyRequest } from 'fastify'
import { askedHost, canonicalHost } from './host.ts'

export interface OriginEvidence {
  /** The header `Sec-Fetch-Site`; browsers send it only to trustworthy origins, so not over plain HTTP under a real name. */
  readonly fetchSite: string | undefined
  /** The header `Origin`. */
  readonly origin: string | undefined
  /** The host that the client asked for. */
  readonly host: string | undefined
  /** The address that people use, where it is known. */
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
  // "null": a sandboxed frame, a local file, a page that hides where it is.
  if (!from || !/^https?:$/.test(from.protocol)) return false
  if (from.origin === publicUrl) return true
  return host !== undefined && canonicalHost(from.host, from.protocol) === canonicalHost(host, from.protocol)
}

/** True for a request that may change nothing, or that comes from where it may. */
export function mayChange(request: FastifyRequest, publicUrl: string | undefined): boolean {
  if (request.method === 'GET' || request.method === 'HEAD' || request.method === 'OPTIONS') return true
  return isSameOrigin(evidenceOf(request, publicUrl))
}

/**
 * The page's origin, where a post is refused for nothing but that: its host is not the one that was asked for. That is another
 * site, or a proxy that changes Host. Undefined where the browser itself says that it is another site.
 */
export function differingOrigin(request: FastifyRequest): string | undefined {
  const { origin, 'sec-fetch-site': fetchSite } = request.headers
  if (origin === undefined || fetchSite !== undefined || mayChange(request, undefined)) return undefined
  return URL.parse(origin)?.origin
}

function evidenceOf(request: FastifyRequest, publicUrl: string | undefined): OriginEvidence {
  const { 'sec-fetch-site': fetchSite, origin } = request.headers
  return { fetchSite: single(fetchSite), origin, host: askedHost(request), publicUrl }
}

function single(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header.join(', ') : header
}
