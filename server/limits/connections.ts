import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { LimitName } from '../common/limit-reached.ts'
import { currentAnswer } from '../http/current-answer.ts'
import { endWithProblem } from '../http/end-with-problem.ts'
import { HttpProblem } from '../http/problem.ts'
import type { Refusals } from '../http/refusals.ts'
import type { RequestLog } from '../http/request-log.ts'

/** Requests that may wait for earlier answers. Browsers and proxies send none ahead. */
const MOST_AHEAD = 2

/** Older requests may be cut off to make room. */
const PATIENCE_MS = 5000

/** The worth of a connection whose request is complete. */
const BEING_ANSWERED = 2

/** So much is closed at once that a flood does not scan all connections for each newcomer. */
const SHARE_CLOSED = 1 / 32

interface ConnectionsOptions {
  readonly limit: number
  /** True for a live stream, which is never closed to make room. */
  readonly isLasting: (response: ServerResponse) => boolean
  readonly refusals: Refusals
  readonly requestLog: RequestLog
  readonly createRequestId: (request?: IncomingMessage) => string
  /** In milliseconds, from any beginning. */
  readonly now?: () => number
}

interface Connection {
  /** In milliseconds. */
  activeAt: number
  /** Answers that waited for earlier ones when their requests came. */
  readonly waiting: ServerResponse[]
}

/** If there are too many connections, closes those idle for longest, so that clients cannot block others or a probe. */
export class Connections {
  readonly #options: ConnectionsOptions
  readonly #now: () => number
  readonly #open = new Map<Socket, Connection>()

  constructor(options: ConnectionsOptions) {
    this.#options = options
    this.#now = options.now ?? (() => performance.now())
  }

  get count(): number {
    return this.#open.size
  }

  /** Call for every new connection. Closes it if there is no room. */
  admit(socket: Socket): void {
    if (this.#open.size >= this.#options.limit && !this.#makeRoom()) {
      endWithProblem(
        socket,
        new HttpProblem(503, 'There are too many connections just now. Please try again.', {
          headers: { 'retry-after': '5' },
        }),
        this.#options.createRequestId(),
      )
      return
    }
    this.#open.set(socket, { activeAt: this.#now(), waiting: [] })
    socket.once('close', () => this.#open.delete(socket))
  }

  /** Call before any work for a request. If false, drop it: pipelined requests would all be worked on at once and fill the memory. */
  mayBegin(request: IncomingMessage, response: ServerResponse): boolean {
    const { socket } = request
    if (socket.destroyed) return false
    const connection = this.#open.get(socket)
    if (!connection) return true
    connection.activeAt = this.#now()
    const { waiting } = connection
    // An answer gets its socket once the earlier ones have been sent. Most are gone in a moment, so it is not kept.
    if (response.socket !== null) {
      if (waiting.length > 0) waiting.length = 0
      return true
    }
    if (answersUnderWay(socket, waiting).length > MOST_AHEAD) {
      this.#endForPipelining(request)
      return false
    }
    waiting.push(response)
    return true
  }

  /** Call instead of working on a request whose client has left. */
  noteAbandoned(request: IncomingMessage): void {
    const { requestLog, createRequestId } = this.#options
    requestLog.abandoned({ id: createRequestId(request), method: request.method ?? 'unknown' })
  }

  #endForPipelining(request: IncomingMessage): void {
    const current = currentAnswer(request.socket)
    const detail = `At most ${MOST_AHEAD} requests may wait in a connection for the answers to earlier ones.`
    // In the middle of an answer, another one would be read as part of it.
    const mayTell = !current?.headersSent || current.writableEnded
    this.#end(request, 'pipelined_requests', new HttpProblem(429, detail), mayTell)
  }

  /** Call for a body that comes in too many tiny pieces. */
  endForPieces(request: IncomingMessage): void {
    const { socket } = request
    if (socket.destroyed) return
    const current = currentAnswer(socket)
    const problem = new HttpProblem(400, 'The body came in too many tiny pieces. Send it in larger ones.')
    this.#end(request, 'body_pieces', problem, current?.req === request && !current.headersSent)
  }

  #end(request: IncomingMessage, limit: LimitName, problem: HttpProblem, mayTell: boolean): void {
    const { refusals, requestLog, createRequestId } = this.#options
    const id = createRequestId(request)
    refusals.add(limit)
    requestLog.malformed({ id, status: problem.statusCode, code: limit.toUpperCase() })
    if (mayTell) endWithProblem(request.socket, problem, id)
    else request.socket.destroy()
  }

  /** Closes idle connections first, then those with half a request, then those whose request has been under way longest. */
  #makeRoom(): boolean {
    const { limit, isLasting, refusals } = this.#options
    refusals.add('connections')
    const deadline = this.#now() - PATIENCE_MS
    const candidates = [...this.#open]
      .map(([socket, { activeAt, waiting }]) => ({
        socket,
        activeAt,
        answer: answersUnderWay(socket, waiting).at(-1),
      }))
      .filter(({ answer }) => !answer || !isLasting(answer))
      .map((candidate) => ({ ...candidate, worth: worthOf(candidate.answer) }))
      .filter(({ activeAt, worth }) => worth < BEING_ANSWERED || activeAt < deadline)
      .sort((one, other) => one.worth - other.worth || one.activeAt - other.activeAt)
    for (const { socket } of candidates.slice(0, Math.ceil(limit * SHARE_CLOSED))) {
      this.#open.delete(socket)
      socket.destroy()
    }
    return candidates.length > 0
  }
}

/** What closing the connection would lose: nothing, half a request, or the answer to a whole one. */
function worthOf(answer: ServerResponse | undefined): number {
  if (!answer) return 0
  return answer.req.complete ? BEING_ANSWERED : 1
}

/** Oldest first. */
function answersUnderWay(socket: Socket, waiting: readonly ServerResponse[]): ServerResponse[] {
  const current = currentAnswer(socket)
  const all = current ? [current, ...waiting.filter((answer) => answer !== current)] : waiting
  return all.filter((answer) => !answer.writableFinished && !answer.destroyed)
}
