import type { FastifyRequest } from 'fastify'

/** `host[:port]` (RFC 3986, section 3.2.2); the host may be empty. */
const HOST = /^(?:\[[\da-f:.]+\]|[\w.~!$&'()*+,;=%-]*)(?::\d{0,5})?$/i

const WHOLE_ADDRESS = /^https?:\/\/([^/?#]*)/i

export function isHost(text: string): boolean {
  return HOST.test(text)
}

/** The host and port in a request target that is a whole URL (RFC 9112, section 3.2.2). */
export function authorityOf(target: string): string | undefined {
  return target.startsWith('/') ? undefined : WHOLE_ADDRESS.exec(target)?.[1]
}

/** The host and port that the client asked for, as a trusted proxy tells it. Undefined if there is none, as HTTP/1.0 allows. */
export function askedHost(request: FastifyRequest): string | undefined {
  return authorityOf(request.raw.url ?? '') ?? (request.host === '' ? request.headers.host : request.host)
}

/** Writes a host in lower case, without a final dot or default port; undefined if it is invalid. `protocol` is `http:` or `https:`. */
export function canonicalHost(host: string, protocol: string): string | undefined {
  if (!isHost(host)) return undefined
  const url = URL.parse(`${protocol}//${host}`)
  return url?.host.replace(/\.(?=$|:)/, '')
}
