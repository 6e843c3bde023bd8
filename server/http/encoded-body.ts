import { hash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Encoding, encode, negotiateEncoding } from './compression.ts'
import { isDocument, relativeAddresses, rootFrom } from './relative-address.ts'

/**
 * A text to send in any encoding a client accepts, and with its addresses relative to any folder. Each form is made when first asked for,
 * then kept.
 */
export class EncodedBody {
  /** A weak ETag (RFC 9110, section 8.8.3), since several encodings share it. */
  readonly tag: string
  readonly #text: string
  readonly #forms = new Map<string, Buffer>()

  constructor(text: string) {
    this.#text = text
    this.tag = `W/"${hash('sha1', text, 'base64url')}"`
  }

  send(request: FastifyRequest, reply: FastifyReply): FastifyReply {
    reply.header('etag', this.tag)
    if (isMatch(request.headers['if-none-match'], this.tag)) return reply.code(304).send()
    const { 'accept-encoding': accepted, 'x-forwarded-uri': rewritten } = request.headers
    // The proxy of the Kubernetes API server rewrites pages, and cannot read brotli.
    const encoding = negotiateEncoding(accepted, { brotli: rewritten === undefined })
    if (encoding !== 'identity') reply.header('content-encoding', encoding)
    return reply.send(this.#form(encoding, isDocument(reply) ? rootFrom(request) : undefined))
  }

  #form(encoding: Encoding, root: string | undefined): Buffer {
    const key = `${encoding} ${root}`
    const known = this.#forms.get(key)
    if (known) return known
    const text = root === undefined ? this.#text : relativeAddresses(this.#text, root)
    const bytes = encode(Buffer.from(text), encoding)
    this.#forms.set(key, bytes)
    return bytes
  }
}

/** Caches the bodies rendered from an object, per variant, as long as it lives. A change makes a new object. */
export class EncodedBodies<Variant> {
  readonly #bodies = new WeakMap<object, Map<Variant, EncodedBody>>()

  get(source: object, variant: Variant, render: () => string): EncodedBody {
    const known = this.#bodies.get(source)
    const variants = known ?? new Map<Variant, EncodedBody>()
    if (!known) this.#bodies.set(source, variants)
    const body = variants.get(variant) ?? new EncodedBody(render())
    variants.set(variant, body)
    return body
  }
}

/** Compares weakly, as If-None-Match does (RFC 9110, section 13.1.2). */
function isMatch(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false
  return (
    header === tag ||
    header === '*' ||
    header.split(',').some((candidate) => candidate.trim().replace(/^W\//, '') === tag.slice(2))
  )
}
