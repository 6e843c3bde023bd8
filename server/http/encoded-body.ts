import { hash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Encoding, encode, negotiateEncoding } from './compression.ts'

/** A text that is sent in whatever encoding a client takes, each made when it is first asked for, and only as long as it has changed. */
export class EncodedBody {
  /** An ETag (RFC 9110, section 8.8.3): weak, since the same text goes out in several encodings. */
  readonly tag: string
  readonly #text: string
  readonly #encoded = new Map<Encoding, Buffer>()

  constructor(text: string) {
    this.#text = text
    this.tag = `W/"${hash('sha1', text, 'base64url')}"`
  }

  /** Sends the text, or 304 where the client has it already. */
  send(request: FastifyRequest, reply: FastifyReply): FastifyReply {
    reply.header('etag', this.tag)
    if (isMatch(request.headers['if-none-match'], this.tag)) return reply.code(304).send()
    const encoding = negotiateEncoding(request.headers['accept-encoding'])
    if (encoding !== 'identity') reply.header('content-encoding', encoding)
    return reply.send(this.#in(encoding))
  }

  #in(encoding: Encoding): Buffer {
    let bytes = this.#encoded.get(encoding)
    if (!bytes) {
      bytes = encode(this.#text, encoding)
      this.#encoded.set(encoding, bytes)
    }
    return bytes
  }
}

/**
 * Keeps the bodies that were made of what was read, for each of a few variants, as long as that itself is kept by whoever reads it. There
 * is nothing to invalidate: what has changed is read anew, and is another object.
 */
export class EncodedBodies<Variant> {
  readonly #bodies = new WeakMap<object, Map<Variant, EncodedBody>>()

  /** The body of this variant, rendered now where there is none. */
  get(source: object, variant: Variant, render: () => string): EncodedBody {
    const known = this.#bodies.get(source)
    const variants = known ?? new Map<Variant, EncodedBody>()
    if (!known) this.#bodies.set(source, variants)
    const body = variants.get(variant) ?? new EncodedBody(render())
    variants.set(variant, body)
    return body
  }
}

/** If-None-Match compares weakly (RFC 9110, section 13.1.2). */
function isMatch(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false
  return (
    header === tag ||
    header === '*' ||
    header.split(',').some((candidate) => candidate.trim().replace(/^W\//, '') === tag.slice(2))
  )
}
