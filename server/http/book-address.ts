import { domainToUnicode } from 'node:url'
import type { FastifyRequest } from 'fastify'
import { askedHost } from './host.ts'

/**
 * The book's whole address, without a trailing slash: the public one, or that under which it was asked for.
 * @param pages the pages from which such a request comes: their address tells the folder in which a proxy shows the book
 */
export function bookAddress(request: FastifyRequest, publicUrl: string | undefined, pages: readonly string[]): string {
  return publicUrl ?? `${request.protocol}://${askedHost(request) ?? 'localhost'}${folderFor(request, pages)}`
}

/** An address as people write it: without the protocol, and in the letters of its own language. */
export function shortAddress(address: string): string {
  const { hostname, port, pathname } = new URL(address)
  return `${domainToUnicode(hostname) || hostname}${port && `:${port}`}${pathname.replace(/\/$/, '')}`
}

/** Empty if the book is at the host's root. */
function folderFor({ headers }: FastifyRequest, pages: readonly string[]): string {
  const path = URL.parse(headers.referer ?? '')?.pathname ?? ''
  const page = pages.find((name) => path.endsWith(name)) ?? pages.find((name) => path.includes(name))
  return page === undefined ? '' : path.slice(0, path.lastIndexOf(page))
}
