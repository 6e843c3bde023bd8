import { domainToUnicode } from 'node:url'
import type { FastifyRequest } from 'fastify'
import { folderFrom } from './folder.ts'
import { askedHost, canonicalHost } from './host.ts'

/** In characters. People's hosts and folders are shorter, and the QR code of a long address takes long to draw. */
const LONGEST_PART = 100

/** The book's address as people open it, without a trailing slash: PUBLIC_URL, or else the one under which this request came. */
export function bookAddress(request: FastifyRequest, publicUrl: string | undefined): string {
  if (publicUrl !== undefined) return publicUrl
  const { protocol } = request
  const host = canonicalHost(askedHost(request) ?? '', `${protocol}:`) || 'localhost'
  return `${protocol}://${host.length > LONGEST_PART ? 'localhost' : host}${folderFor(request, host)}`
}

export function shortAddress(address: string): string {
  const { hostname, port, pathname } = new URL(address)
  return `${domainToUnicode(hostname) || hostname}${port && `:${port}`}${pathname.replace(/\/$/, '')}`
}

function folderFor(request: FastifyRequest, host: string): string {
  const folder = folderFrom(request, (page) => canonicalHost(page.host, `${request.protocol}:`) === host)
  return folder.length > LONGEST_PART ? '' : folder
}
