import { hash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Encoding, encode, negotiateEncoding } from './encoding.ts'

/** A text that is sent in whatever encoding a client takes, each made when it is first asked for, and only as long as it has changed. */
export class EncodedBody {
  /** An ETag (RFC 9110, section 8.8.3): weak, since the same text goes out in several encodings. */
  readonly tag: string
  readonly #encoded: Map<Encoding, Buffer>

  constructor(text: string) {
    const bytes = Buffer.from(text)
    this.tag = `W/"${hash('sha1', bytes, 'base64url')}"`
    this.#encoded = new Map([['identity', bytes]])
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
    const known = this.#encoded.get(encoding)
    if (known) return known
    const bytes = encode(this.#encoded.get('identity') as Buffer, encoding)
    this.#encoded.set(encoding, bytes)
    return bytes
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
