import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FastifyInstance } from 'fastify'
import plugin from 'fastify-plugin'
import { authorityOf, isHost } from './host.ts'
import { HttpProblem } from './problem.ts'

/** Turns off Node's own check, so that such requests are answered, logged and counted like all others. */
export const UNCHECKED_REQUESTS = { requireHostHeader: false } as const

/** No browser sends such a request, so it never gets a page. */
export class MalformedRequest extends HttpProblem {
  constructor({ status, detail }: Fault) {
    super(status, detail, { headers: { connection: 'close' } })
  }
}

/** Refuses requests that Node accepts but HTTP does not allow, and ends their connection. */
export const malformedRequests = plugin(async (app: FastifyInstance) => {
  app.server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) => {
    app.server.emit('request', request, response)
  })
  app.addHook('onRequest', (request, _reply, done) => {
    const fault = findFault(request.raw)
    done(fault && new MalformedRequest(fault))
  })
})

interface Fault {
  readonly status: number
  readonly detail: string
}

type RequestHead = Pick<IncomingMessage, 'httpVersion' | 'method' | 'url' | 'headers' | 'rawHeaders'>

/** Applies the rules of RFC 9112; undefined if nothing is wrong. */
function findFault({ httpVersion, method, url = '', headers, rawHeaders }: RequestHead): Fault | undefined {
  const isCurrent = httpVersion === '1.1'
  if (!isCurrent && httpVersion !== '1.0') return { status: 400, detail: 'The first line must end with "HTTP/1.1".' }
  return (
    findHostFault(countHosts(rawHeaders), headers.host, isCurrent) ??
    findTargetFault(url, method) ??
    findFramingFault(headers['transfer-encoding'], isCurrent) ??
    (isCurrent ? findExpectationFault(headers.expect) : undefined)
  )
}

function findHostFault(count: number, host: string | undefined, isCurrent: boolean): Fault | undefined {
  if (count > 1) return { status: 400, detail: 'There must be one Host header, but there are several.' }
  if (count === 0 && isCurrent) return { status: 400, detail: 'There must be a Host header.' }
  if (host !== undefined && !isHost(host))
    return { status: 400, detail: 'The Host header must be a host with an optional port, such as "example.org:8080".' }
  return undefined
}

function findTargetFault(target: string, method: string | undefined): Fault | undefined {
  if (target.startsWith('/') || (target === '*' && method === 'OPTIONS')) return undefined
  const authority = authorityOf(target)
  if (authority && isHost(authority)) return undefined
  return { status: 400, detail: 'The request target must be a path, such as "/", or an http or https URL.' }
}

function findFramingFault(encoding: string | undefined, isCurrent: boolean): Fault | undefined {
  if (encoding === undefined) return undefined
  if (!isCurrent) return { status: 400, detail: 'HTTP/1.0 has no Transfer-Encoding: send a Content-Length instead.' }
  if (encoding.toLowerCase() === 'chunked') return undefined
  return { status: 400, detail: 'The only supported Transfer-Encoding is "chunked".' }
}

function findExpectationFault(expect: string | undefined): Fault | undefined {
  if (expect === undefined || expect.toLowerCase() === '100-continue') return undefined
  return { status: 417, detail: 'The only supported expectation is "100-continue".' }
}

/** Node keeps only the first in `headers`. */
function countHosts(rawHeaders: readonly string[]): number {
  let count = 0
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]
    if (name?.length === 4 && name.toLowerCase() === 'host') count++
  }
  return count
}
