import type { FastifyBaseLogger, FastifyInstance, FastifyRequest } from 'fastify'
import plugin from 'fastify-plugin'
import type { Metrics } from '../operations/metrics.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** When it came, in milliseconds of `performance.now()`. */
    receivedAt: number
  }
  interface FastifyBaseLogger {
    /** pino's own; false where nothing would be written. */
    isLevelEnabled(level: string): boolean
  }
}

/** How many characters of a path are logged. A client can make it 16 KB long. */
const PATH_LENGTH = 200

export interface RequestLogOptions {
  readonly requests: Metrics['requests']
  readonly log: FastifyBaseLogger
}

/** Counts every request once and logs it in one line, whatever became of it. */
export class RequestLog {
  readonly #requests: Metrics['requests']
  readonly #log: FastifyBaseLogger

  constructor({ requests, log }: RequestLogOptions) {
    this.#requests = requests
    this.#log = log
  }

  /** Notes that a request was answered, or that a live stream was opened. */
  answered(request: FastifyRequest, status: number): void {
    this.#note(request, status, 'answered')
  }

  /** Notes that a request got no answer: its client left first, or the connection was ended. */
  cutOff(request: FastifyRequest): void {
    this.#note(request, 'none', 'cut off')
  }

  /**
   * Notes what could not be read as a request. It has no route and took no time.
   * @param code Node's name for the fault, such as `HPE_INVALID_METHOD`
   */
  malformed({ id, status, code }: { id: string; status: number; code: string | undefined }): void {
    this.#requests.observe({ method: 'unknown', route: 'malformed', status }, 0)
    this.#log.info({ reqId: id, status, code }, 'malformed request')
  }

  /** Neither the query nor the client's address is logged: the log is for operating the book, not for watching its guests. */
  #note({ log, id, method, url, routeOptions, receivedAt }: FastifyRequest, status: number | 'none', message: string) {
    // No hook has seen a request whose address cannot be decoded.
    const milliseconds = receivedAt > 0 ? performance.now() - receivedAt : 0
    this.#requests.observe({ method, route: routeOptions.url ?? 'unknown', status }, milliseconds / 1000)
    if (!log.isLevelEnabled('info')) return
    log.info({ reqId: id, method, path: pathFor(url), status, ms: Math.round(milliseconds * 10) / 10 }, message)
  }
}

/**
 * Notes every answer as it is handed over for sending. Fastify's own `onResponse` would wait until it has left, at the cost of two
 * listeners for every request.
 */
export const logRequests = plugin(async (app: FastifyInstance, { requestLog }: { requestLog: RequestLog }) => {
  app.decorateRequest('receivedAt', 0)
  app.addHook('onRequest', (request, _reply, done) => {
    request.receivedAt = performance.now()
    done()
  })
  app.addHook('onSend', (request, reply, _payload, done) => {
    requestLog.answered(request, reply.statusCode)
    done()
  })
})

function pathFor(url: string): string {
  const [path = ''] = url.split('?', 1)
  return path.length > PATH_LENGTH ? `${path.slice(0, PATH_LENGTH - 1)}…` : path
}
