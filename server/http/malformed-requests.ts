import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FastifyInstance } from 'fastify'
import plugin from 'fastify-plugin'
import { authorityOf, isHost } from './host.ts'
import { HttpProblem } from './problem.ts'

/** What of Node's own checks is done here, so that such requests are answered, logged and counted like all others. */
export const UNCHECKED_REQUESTS = { requireHostHeader: false } as const

/** A request that HTTP does not allow. No browser sends one, so it is never answered with a page. */
export class MalformedRequest extends HttpProblem {
  constructor({ status, detail }: Fault) {
    super(status, detail, { headers: { connection: 'close' } })
  }
}

/** Refuses what Node's parser lets pass but HTTP does not. The connection ends with the answer, since the client is not to be trusted. */
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

/** What is wrong with a request (RFC 9112); undefined where nothing is. */
export function findFault({ httpVersion, method, url = '', headers, rawHeaders }: RequestHead): Fault | undefined {
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
  if (count > 1) return { status: 400, detail: 'There must be one header Host, but there are several.' }
  if (count === 0 && isCurrent) return { status: 400, detail: 'There must be a header Host.' }
  if (host !== undefined && !isHost(host))
    return { status: 400, detail: 'The header Host must be a host and perhaps a port, such as "example.org:8080".' }
  return undefined
}

/** The target must be a path, a whole address, or, for OPTIONS alone, "*". */
function findTargetFault(target: string, method: string | undefined): Fault | undefined {
  if (target.startsWith('/') || (target === '*' && method === 'OPTIONS')) return undefined
  const authority = authorityOf(target)
  if (authority && isHost(authority)) return undefined
  return { status: 400, detail: 'What is asked for must be a path, such as "/", or an address of http or https.' }
}

function findFramingFault(encoding: string | undefined, isCurrent: boolean): Fault | undefined {
  if (encoding === undefined) return undefined
  if (!isCurrent) return { status: 400, detail: 'HTTP/1.0 has no Transfer-Encoding: send a Content-Length.' }
  if (encoding.toLowerCase() === 'chunked') return undefined
  return { status: 400, detail: 'The only Transfer-Encoding that is read here is "chunked".' }
}

function findExpectationFault(expect: string | undefined): Fault | undefined {
  if (expect === undefined || expect.toLowerCase() === '100-continue') return undefined
  return { status: 417, detail: 'The only expectation that can be met here is "100-continue".' }
}

/** Node keeps the first of several; the others are seen only here. */
function countHosts(rawHeaders: readonly string[]): number {
  let count = 0
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]
    if (name?.length === 4 && name.toLowerCase() === 'host') count++
  }
  return count
}
