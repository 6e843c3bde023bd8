import { domainToUnicode } from 'node:url'
import type { FastifyRequest } from 'fastify'
import { folderFrom } from './folder.ts'
import { askedHost, canonicalHost } from './host.ts'

/** In characters. People's hosts and folders are shorter, and the QR code of a long address takes long to draw. */
const LONGEST_PART = 100

/** The book's address as people open it, without a trailing slash: PUBLIC_URL, or else the one under which this request came. */
export function bookAddress(request: FastifyRequest, publicUrl: string | undefined): string {
  if (publicUrl !== undefined) return publicUrl
  const { protocol, host, folder } = placeOf(request)
  return `${protocol}//${short(host, 'localhost')}${short(folder, '')}`
}

/** An address as people write it: without protocol and trailing slash, in the letters of its name. */
export function shortAddress(address: string): string {
  const { hostname, port, pathname } = new URL(address)
  return `${domainToUnicode(hostname) || hostname}${port && `:${port}`}${pathname.replace(/\/$/, '')}`
}

interface Place {
  /** `http:` or `https:`. */
  readonly protocol: string
  readonly host: string
  readonly folder: string
}

/**
 * The page from which a browser came says more than the request: a proxy may have changed Host and taken the folder off, as "kubectl proxy"
 * does, or ended TLS.
 */
function placeOf(request: FastifyRequest): Place {
  const asked = `${request.protocol}:`
  const host = canonicalHost(askedHost(request) ?? '', asked) || 'localhost'
  const page = URL.parse(request.headers.referer ?? '')
  if (page === null) return { protocol: asked, host, folder: '' }
  const folder = folderFrom(request)
  const isSameOrigin = request.headers['sec-fetch-site'] === 'same-origin' && /^https?:$/.test(page.protocol)
  if (isSameOrigin) return { protocol: page.protocol, host: canonicalHost(page.host, page.protocol) || host, folder }
  return { protocol: asked, host, folder: canonicalHost(page.host, asked) === host ? folder : '' }
}

function short(part: string, instead: string): string {
  return part.length > LONGEST_PART ? instead : part
}
