import { hash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Encoding, encode, negotiateEncoding } from './compression.ts'

/** A text to send in any encoding a client accepts. Each encoding is made when first asked for, then kept. */
export class EncodedBody {
  /** A weak ETag (RFC 9110, section 8.8.3), since several encodings share it. */
  readonly tag: string
  readonly #encoded: Map<Encoding, Buffer>

  constructor(text: string) {
    const bytes = Buffer.from(text)
    this.tag = `W/"${hash('sha1', bytes, 'base64url')}"`
    this.#encoded = new Map([['identity', bytes]])
  }

  send(request: FastifyRequest, reply: FastifyReply): FastifyReply {
    reply.header('etag', this.tag)
    if (isMatch(request.headers['if-none-match'], this.tag)) return reply.code(304).send()
    const encoding = negotiateEncoding(request.headers['accept-encoding'])
    if (encoding !== 'identity') reply.header('content-encoding', encoding)
    return reply.send(this.#in(encoding))
  }

  #in(encoding: Encoding): Buffer {
    const known = this.#encoded.get(encoding)
    if (known) return known
    const bytes = encode(this.#encoded.get('identity') as Buffer, encoding)
    this.#encoded.set(encoding, bytes)
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
