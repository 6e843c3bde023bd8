import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'
import plugin from 'fastify-plugin'
import type { Refusals } from './refusals.ts'

/** What is smaller is not counted, in bytes: the system takes it at once, unless the client has not read what came before. */
const SMALL = 16 * 1024

interface Waiting {
  readonly socket: Socket
  readonly bytes: number
}

/**
 * Limits what clients that do not read make the process hold. Where answers wait with more bytes than the limit, those that have
 * waited longest are cut off together with their connections.
 */
export class UnreadAnswers {
  readonly #limit: number
  readonly #refusals: Refusals
  /** Oldest first. */
  readonly #waiting = new Map<ServerResponse, Waiting>()
  #bytes = 0

  /** @param limit in bytes, for all connections together */
  constructor(limit: number, refusals: Refusals) {
    this.#limit = limit
    this.#refusals = refusals
  }

  /** How many bytes wait. */
  get bytes(): number {
    return this.#bytes
  }

  /**
   * Counts an answer that is about to be sent until it has been handed to the system, or its connection has ended.
   * @param drained the event after which nothing of it waits: `close`, or `drain` for an answer that goes on
   */
  add(response: ServerResponse, socket: Socket, bytes: number, drained: 'close' | 'drain' = 'close'): void {
    if (socket.destroyed || (bytes < SMALL && response.socket !== null && socket.writableLength === 0)) return
    this.#waiting.set(response, { socket, bytes })
    this.#bytes += bytes
    const release = () => this.#release(response)
    response.once(drained, release)
    // An answer that waits for earlier ones does not hear of the end of its connection.
    socket.once('close', release)
    response.once(drained, () => socket.off('close', release))
    while (this.#bytes > this.#limit) this.#cutOffOldest()
  }

  #cutOffOldest(): void {
    const [oldest] = this.#waiting
    if (!oldest) return
    const [response, { socket }] = oldest
    this.#refusals.add('unread_answers')
    this.#release(response)
    socket.destroy()
  }

  #release(response: ServerResponse): void {
    this.#bytes -= this.#waiting.get(response)?.bytes ?? 0
    this.#waiting.delete(response)
  }
}

/** Counts every answer whose size is known. What is sent from a file waits there. */
export const unreadLimit = plugin(async (app: FastifyInstance, { unread }: { unread: UnreadAnswers }) => {
  app.addHook('onSend', (request, reply, payload, done) => {
    if (typeof payload === 'string' || payload instanceof Uint8Array)
      unread.add(reply.raw, request.socket, payload.length)
    done()
  })
})
