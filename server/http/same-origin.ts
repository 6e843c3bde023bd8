import type { FastifyRequest } from 'fastify'
import { askedHost, canonicalHost } from './host.ts'

export interface OriginEvidence {
  /** Browsers do not send it over plain HTTP under a real name. */
  readonly fetchSite: string | undefined
  readonly origin: string | undefined
  readonly host: string | undefined
  readonly publicUrl: string | undefined
}

/** Needs no token: browsers say where a form comes from, and other clients have no cookies to abuse. */
export function isSameOrigin({ fetchSite, origin, host, publicUrl }: OriginEvidence): boolean {
  if (fetchSite !== undefined) return fetchSite === 'same-origin' || fetchSite === 'none'
  if (origin === undefined) return true
  const from = URL.parse(origin)
  // "null" comes from a sandboxed frame, a local file, or a page that hides its origin.
  if (!from || !/^https?:$/.test(from.protocol)) return false
  if (publicUrl !== undefined && from.origin === new URL(publicUrl).origin) return true
  return host !== undefined && canonicalHost(from.host, from.protocol) === canonicalHost(host, from.protocol)
}

/** True if a page of this site has certainly sent it, as the owner's pages do. */
export function isSentByOwnPage(request: FastifyRequest, publicUrl: string | undefined): boolean {
  const evidence = evidenceOf(request, publicUrl)
  const { fetchSite, origin } = evidence
  return fetchSite === undefined ? origin !== undefined && isSameOrigin(evidence) : fetchSite === 'same-origin'
}

/** False for a request that changes something and comes from another site. */
export function hasAllowedOrigin(request: FastifyRequest, publicUrl: string | undefined): boolean {
  if (request.method === 'GET' || request.method === 'HEAD' || request.method === 'OPTIONS') return true
  return isSameOrigin(evidenceOf(request, publicUrl))
}

/** The page's origin if a post is refused only because its host differs, as a proxy may cause. */
export function differingOrigin(request: FastifyRequest): string | undefined {
  const { origin, 'sec-fetch-site': fetchSite } = request.headers
  if (origin === undefined || fetchSite !== undefined || hasAllowedOrigin(request, undefined)) return undefined
  return URL.parse(origin)?.origin
}

function evidenceOf(request: FastifyRequest, publicUrl: string | undefined): OriginEvidence {
  const { 'sec-fetch-site': fetchSite, origin } = request.headers
  return { fetchSite: single(fetchSite), origin, host: askedHost(request), publicUrl }
}

function single(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header.join(', ') : header
}
