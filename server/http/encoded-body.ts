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

/** If-None-Match compares weakly (RFC 9110, section 13.1.2). */
function isMatch(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false
  return (
    header === tag ||
    header === '*' ||
    header.split(',').some((candidate) => candidate.trim().replace(/^W\//, '') === tag.slice(2))
  )
}
