import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { endWithProblem } from '../http/end-with-problem.ts'
import { HttpProblem } from '../http/problem.ts'
import type { RequestLog } from '../http/request-log.ts'
import type { Refusals } from './refusals.ts'

/** How many requests of one connection may wait for the answers to earlier ones. Browsers and proxies send none ahead. */
const MOST_AHEAD = 2

/** After how long a request that is still under way may be cut off to make room, in milliseconds. Answers take less. */
const PATIENCE = 5000

/** The worth of a connection whose request has arrived and is being answered. */
const BEING_ANSWERED = 2

/** Which part of all connections makes room at once, so that a flood does not have each newcomer look through all of them. */
const SHARE_CLOSED = 1 / 32

export interface ConnectionsOptions {
  /** How many there may be. */
  readonly limit: number
  /** True for an answer whose connection is never closed to make room: a live stream. */
  readonly isLasting: (response: ServerResponse) => boolean
  readonly refusals: Refusals
  readonly requestLog: RequestLog
  readonly createRequestId: () => string
  /** The time in milliseconds, from any beginning. */
  readonly now?: () => number
}

interface Connection {
  /** When it came or brought its last request, in milliseconds. */
  activeAt: number
  /** The answers that were under way when the last request came, and that request's own. */
  readonly answers: ServerResponse[]
}

/**
 * Limits the connections and what each may ask for ahead. Where there are too many, those that have been idle longest are closed:
 * clients that hold connections open cannot keep others, or a probe, from being answered.
 */
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

  /** To be called with every new connection. Closes it where no other can make room. */
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
    this.#open.set(socket, { activeAt: this.#now(), answers: [] })
    socket.once('close', () => this.#open.delete(socket))
  }

  /**
   * To be called with every request before any work is done for it. All pipelined requests would be worked on at once, and their answers
   * kept until they are read: a few kilobytes sent could fill the memory of the process.
   * @returns false where the connection is over its limit; it was ended then, and the request must be dropped
   */
  mayBegin(request: IncomingMessage, response: ServerResponse): boolean {
    const { socket } = request
    if (socket.destroyed) return false
    const connection = this.#open.get(socket)
    if (!connection) return true
    connection.activeAt = this.#now()
    const { answers } = connection
    // An answer gets its socket once those to earlier requests have left.
    if (response.socket !== null) answers.length = 0
    else if (answers.filter(isUnderWay).length > MOST_AHEAD) {
      this.#endForPipelining(socket, answers)
      return false
    }
    answers.push(response)
    return true
  }

  #endForPipelining(socket: Socket, answers: readonly ServerResponse[]): void {
    const { refusals, requestLog, createRequestId } = this.#options
    const id = createRequestId()
    refusals.add('pipelined_requests')
    requestLog.malformed({ id, status: 429, code: 'PIPELINED' })
    const current = answers.find(isUnderWay)
    // In the middle of an answer, another would only be taken for a part of it.
    if (current?.headersSent && !current.writableEnded) socket.destroy()
    else {
      const detail = `At most ${MOST_AHEAD} requests may wait in a connection for the answers to earlier ones.`
      endWithProblem(socket, new HttpProblem(429, detail), id)
    }
  }

  /**
   * Closes those that have been idle longest; where there are none, those that have sent half of a request, then those whose request has
   * been under way for longest.
   */
  #makeRoom(): boolean {
    const { limit, isLasting, refusals } = this.#options
    refusals.add('connections')
    const deadline = this.#now() - PATIENCE
    const candidates = [...this.#open]
      .map(([socket, { activeAt, answers }]) => ({ socket, activeAt, answer: answers.findLast(isUnderWay) }))
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

/** How much is lost where a connection is closed: nothing, what its client has sent so far, or the answer to a whole request. */
function worthOf(answer: ServerResponse | undefined): number {
  if (!answer) return 0
  return answer.req.complete ? BEING_ANSWERED : 1
}

function isUnderWay(response: ServerResponse): boolean {
  return !response.writableFinished && !response.destroyed
}
