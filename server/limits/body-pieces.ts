import type { IncomingMessage as Request, ServerResponse } from 'node:http'
import { IncomingMessage } from '../performance/node-http.ts'

/** So many pieces may have any size. */
const FREE_PIECES = 256

/** In bytes: more pieces must have this size on average. Networks bring more than 500 bytes at a time. */
const LEAST_AVERAGE_BYTES = 256

/**
 * Makes the class of a server's requests. A piece is a chunk, or what one read brings of it. Each takes Node some 200 bytes and two
 * microseconds beside its content, so pieces of one byte would make small bodies fill the memory.
 * @param onTooMany called for each piece too many, which is dropped; ends the connection
 */
export function requestsWithFewPieces(onTooMany: (request: Request) => void): typeof IncomingMessage {
  return class extends IncomingMessage {
    #pieces = 0
    #bytes = 0

    /** Node calls this with each piece of the body, and with null at its end. */
    override push(piece: Buffer | null): boolean {
      if (piece === null) return super.push(piece)
      this.#pieces += 1
      this.#bytes += piece.length
      if (this.#pieces <= FREE_PIECES || this.#bytes >= this.#pieces * LEAST_AVERAGE_BYTES) return super.push(piece)
      onTooMany(this)
      return false
    }
  }
}

/** Call before the answer. Node would drop the rest of a body that nobody reads without the count. */
export function countUnreadPieces(request: Request, response: ServerResponse): void {
  if (request.headers['transfer-encoding'] === undefined) return
  response.prependOnceListener('finish', () => {
    if (request.complete) return
    request.read()
    request.resume()
  })
}
