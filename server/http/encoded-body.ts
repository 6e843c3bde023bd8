import { hash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { utf8Of } from '../performance/utf8.ts'
import { type Effort, type Encoding, encode, negotiateEncoding } from './compression.ts'

/** A text in any encoding that clients accept. Each is made when first asked for, then kept. */
export class EncodedBody {
  readonly #bytes: Buffer
  readonly #effort: Effort
  readonly #forms = new Map<Encoding, Buffer>()
  #tag: string | undefined

  /** @param effort `least` if hardly anybody else will ask for the text */
  constructor(text: string, effort: Effort = 'usual') {
    this.#bytes = utf8Of(text)
    this.#effort = effort
  }

  /** A weak ETag (RFC 9110, section 8.8.3), since several encodings share it. */
  get tag(): string {
    this.#tag ??= `W/"${hash('sha1', this.#bytes, 'base64url')}"`
    return this.#tag
  }

  send(request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const { tag } = this
    reply.header('etag', tag)
    if (isMatch(request.headers['if-none-match'], tag)) return reply.code(304).send()
    const { 'accept-encoding': accepted, 'x-forwarded-uri': rewritten } = request.headers
    // The proxy of the Kubernetes API server rewrites pages, and cannot read brotli.
    const encoding = negotiateEncoding(accepted, { brotli: rewritten === undefined })
    if (encoding !== 'identity') reply.header('content-encoding', encoding)
    return reply.send(this.#form(encoding))
  }

  #form(encoding: Encoding): Buffer {
    const known = this.#forms.get(encoding)
    if (known) return known
    const bytes = encode(this.#bytes, encoding, this.#effort)
    this.#forms.set(encoding, bytes)
    return bytes
  }
}

/** Caches the bodies rendered from an object as long as it lives. */
export class EncodedBodies<Variant> {
  readonly #bodies = new WeakMap<object, Map<Variant, EncodedBody>>()
  readonly #variants: number

  /** @param variants how many are kept of each object: the latest */
  constructor(variants = Number.POSITIVE_INFINITY) {
    this.#variants = variants
  }

  get(source: object, variant: Variant, render: () => string, effort?: Effort): EncodedBody {
    const known = this.#bodies.get(source)
    const variants = known ?? new Map<Variant, EncodedBody>()
    if (!known) this.#bodies.set(source, variants)
    const body = variants.get(variant) ?? new EncodedBody(render(), effort)
    variants.set(variant, body)
    const [oldest] = variants.keys()
    if (variants.size > this.#variants && oldest !== undefined) variants.delete(oldest)
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
