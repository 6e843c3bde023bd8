import type { FastifyBaseLogger, FastifyInstance, FastifyRequest } from 'fastify'
import plugin from 'fastify-plugin'
import { ENTER_PATH } from '../common/admin-paths.ts'
import { OPEN_PATH } from '../common/kiosk-paths.ts'
import type { RequestDurations } from '../performance/request-durations.ts'
import { namesOf } from './request-identity.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** In milliseconds of `performance.now()`. */
    receivedAt: number
  }
  interface FastifyBaseLogger {
    isLevelEnabled(level: string): boolean
  }
}

const PATH_LENGTH = 200

interface RequestLogOptions {
  readonly requests: RequestDurations
  readonly log: FastifyBaseLogger
}

/** Counts and logs every request once, whatever became of it. */
export class RequestLog {
  readonly #requests: RequestDurations
  readonly #log: FastifyBaseLogger

  constructor({ requests, log }: RequestLogOptions) {
    this.#requests = requests
    this.#log = log
  }

  /** A request was answered, or a live stream opened. */
  answered(request: FastifyRequest, status: number): void {
    this.#note(request, status, 'answered')
  }

  /** A request got no answer: its client left first, or the connection was ended. */
  cutOff(request: FastifyRequest): void {
    this.#note(request, 'none', 'cut off')
  }

  /** A client left before the work on its request began. */
  abandoned({ id, method }: { id: string; method: string }): void {
    this.#requests.observe({ method, route: 'unknown', status: 'none' }, 0)
    this.#log.info({ reqId: id, method, status: 'none' }, 'cut off')
  }

  /** `code` is Node's name for the fault, such as `HPE_INVALID_METHOD`. */
  malformed({ id, status, code }: { id: string; status: number; code: string | undefined }): void {
    this.#requests.observe({ method: 'unknown', route: 'malformed', status }, 0)
    this.#log.info({ reqId: id, status, code }, 'malformed request')
  }

  /** Without the query and the client's address: the log is not for watching guests. */
  #note(request: FastifyRequest, status: number | 'none', message: string) {
    const { log, method, url, routeOptions, receivedAt } = request
    // Zero if no hook ran, as for an address that cannot be decoded.
    const milliseconds = receivedAt > 0 ? performance.now() - receivedAt : 0
    this.#requests.observe({ method, route: routeOptions.url ?? 'unknown', status }, milliseconds / 1000)
    if (!log.isLevelEnabled('info')) return
    log.info(
      { ...namesOf(request), method, path: loggedPath(url), status, ms: Math.round(milliseconds * 10) / 10 },
      message,
    )
  }
}

export const timeRequests = plugin(async (app: FastifyInstance) => {
  app.decorateRequest('receivedAt', 0)
  app.addHook('onRequest', (request, _reply, done) => {
    request.receivedAt = performance.now()
    done()
  })
})

/** Codes below these paths sign somebody in or open a tablet, even if the address is not quite right. */
const SECRET = new RegExp(`(${[ENTER_PATH, OPEN_PATH].join('|').replaceAll('/', '(?:/|%2f)+')}).+`, 'i')

/** The path of a request target, fit for logs: without query, fragment and codes, and shortened. */
export function loggedPath(url: string): string {
  const path = url.split(/[?#]/, 1)[0] ?? ''
  // Shortened first: in 16 KB of slashes, looking for codes takes seconds.
  const start = path.length > PATH_LENGTH ? `${path.slice(0, PATH_LENGTH - 1)}…` : path
  return start.replace(SECRET, '$1/…')
}
