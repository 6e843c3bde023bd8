import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import { buffer } from 'node:stream/consumers'
import type { FastifyInstance } from 'fastify'

/** A request whose answer is to be copied. */
export interface Copied {
  /** Without a path. */
  readonly url: string
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
}

/** What Node writes by itself. */
const OWN_HEADERS = ['date', 'connection', 'keep-alive', 'content-length', 'transfer-encoding']

/**
 * Asks each of the requests once and answers `GET /copy/<n>` with what came: the status, the headers and the bytes, as they came
 * over the network. Where the original would answer 304, so does the copy, by comparing the ETag.
 */
export async function addCopies(app: FastifyInstance, copied: readonly Copied[]): Promise<void> {
  for (const [index, request] of copied.entries()) {
    const { status, headers, body } = await ask(request)
    app.get(`/copy/${index}`, (asked, reply) => {
      reply.headers(headers)
      if (status === 304) reply.code(asked.headers['if-none-match'] === headers.etag ? 304 : 500).send()
      else reply.send(body)
    })
  }
}

async function ask({ url, path, headers = {} }: Copied) {
  const request = get(`${url}${path}`, { headers, agent: false })
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  const body = await buffer(response)
  const status = response.statusCode ?? 0
  if (status !== 200 && status !== 304) throw new Error(`expected 200 or 304 from ${path}, got ${status}`)
  const kept = Object.entries(response.headers).filter(([name]) => !OWN_HEADERS.includes(name))
  return { status, body, headers: Object.fromEntries(kept) }
}
