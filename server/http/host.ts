import type { FastifyRequest } from 'fastify'

/** `host[:port]` (RFC 3986, section 3.2.2); the host may be empty. */
const HOST = /^(?:\[[\da-f:.]+\]|[\w.~!$&'()*+,;=%-]*)(?::\d{0,5})?$/i

/** A request target that is a whole address (RFC 9112, section 3.2.2), and its authority. */
const WHOLE_ADDRESS = /^https?:\/\/([^/?#]*)/i

/** True for the text of a Host header as HTTP allows it. */
export function isHost(text: string): boolean {
  return HOST.test(text)
}

/** The host and port of a request target that is a whole address; undefined for a mere path. */
export function authorityOf(target: string): string | undefined {
  return target.startsWith('/') ? undefined : WHOLE_ADDRESS.exec(target)?.[1]
}

/**
 * The host and port that a client asked for, as it wrote them: those of a whole address, or else the Host header, or
 * X-Forwarded-Host from a trusted proxy. Undefined where it named none, as HTTP/1.0 allows.
 */
export function askedHost(request: FastifyRequest): string | undefined {
  return authorityOf(request.raw.url ?? '') ?? (request.host === '' ? request.headers.host : request.host)
}

/**
 * A host in one form, so that two can be compared: lower case, no final dot, no port where it is the scheme's own.
 * Undefined where it is no host.
 * @param protocol `http:` or `https:`
 */
export function canonicalHost(host: string, protocol: string): string | undefined {
  if (!isHost(host)) return undefined
  const url = URL.parse(`${protocol}//${host}`)
  return url?.host.replace(/\.(?=$|:)/, '')
}
