import { domainToUnicode } from 'node:url'
import type { FastifyRequest } from 'fastify'
import { askedHost, canonicalHost } from './host.ts'

/** In characters. Names of hosts and folders that people use are shorter, and the code of a long address takes long to draw. */
const LONGEST_PART = 100

/** The book's address as people open it, without a trailing slash: PUBLIC_URL, or else the one under which this request came. */
export function bookAddress(request: FastifyRequest, publicUrl: string | undefined): string {
  if (publicUrl !== undefined) return publicUrl
  const { protocol } = request
  const host = canonicalHost(askedHost(request) ?? '', `${protocol}:`) || 'localhost'
  return `${protocol}://${host.length > LONGEST_PART ? 'localhost' : host}${folderFor(request, host)}`
}

/** An address as people write it: without the protocol, and in the letters of its own language. */
export function shortAddress(address: string): string {
  const { hostname, port, pathname } = new URL(address)
  return `${domainToUnicode(hostname) || hostname}${port && `:${port}`}${pathname.replace(/\/$/, '')}`
}

/**
 * The folder in which a proxy shows the book, without a trailing slash. The request does not tell it, but the page of the book does from
 * which the browser came. Empty if that is unknown.
 */
function folderFor({ headers, protocol }: FastifyRequest, host: string): string {
  const page = URL.parse(headers.referer ?? '')
  if (page === null || canonicalHost(page.host, `${protocol}:`) !== host) return ''
  const [, folder = ''] = INSIDE.exec(page.pathname) ?? FOLDER.exec(page.pathname) ?? []
  return folder.length > LONGEST_PART ? '' : folder
}

/** Pages of the book that have others below them. */
const INSIDE = /^(.*)\/(?:admin|entry)(?:\/.*)?$/

const FOLDER = /^(.*)\/[^/]*$/
