/** What a connection has answered: its status, and its size in bytes. */
export interface Answer {
  readonly status: number
  readonly bytes: number
}

const HEAD_END = Buffer.from('\r\n\r\n')

/**
 * Cuts what comes over one connection into answers of HTTP/1.1. It knows just what servers under load send: bodies whose
 * length is given, and answers that have none (RFC 9112, section 6).
 */
export class AnswerReader {
  #rest: Buffer = Buffer.alloc(0)

  /** @returns the answers that are complete with this chunk */
  read(chunk: Buffer): Answer[] {
    this.#rest = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk])
    const answers: Answer[] = []
    for (let answer = this.#next(); answer; answer = this.#next()) answers.push(answer)
    return answers
  }

  #next(): Answer | undefined {
    const headEnd = this.#rest.indexOf(HEAD_END)
    if (headEnd < 0) return undefined
    const head = this.#rest.toString('latin1', 0, headEnd)
    const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1])
    if (!status) throw new Error(`expected an answer of HTTP/1.1, got "${head.slice(0, 80)}"`)
    const bytes = headEnd + HEAD_END.length + bodyLength(status, head)
    if (this.#rest.length < bytes) return undefined
    this.#rest = this.#rest.subarray(bytes)
    return { status, bytes }
  }
}

function bodyLength(status: number, head: string): number {
  if (status === 304 || status === 204) return 0
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1]
  if (length === undefined) throw new Error(`expected an answer with a content-length, got one without:\n${head}`)
  return Number(length)
}
