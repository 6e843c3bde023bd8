import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Refusals } from '../http/refusals.ts'

/** The system takes smaller answers at once, unless earlier ones are unread. */
const SMALL_BYTES = 16 * 1024

interface Waiting {
  readonly socket: Socket
  readonly bytes: number
}

/** Limits the memory held for clients that do not read their answers: the oldest are cut off. */
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

  get bytes(): number {
    return this.#bytes
  }

  /** `drained` is the event after which none of it waits: `close`, or `drain` for an answer that goes on. */
  add(response: ServerResponse, socket: Socket, bytes: number, drained: 'close' | 'drain' = 'close'): void {
    if (socket.destroyed || (bytes < SMALL_BYTES && response.socket !== null && socket.writableLength === 0)) return
    this.#waiting.set(response, { socket, bytes })
    this.#bytes += bytes
    const release = () => this.#release(response)
    response.once(drained, release)
    // An answer queued behind others gets no event when its connection ends.
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
