import type { Redis } from 'ioredis'
import { SHORT_RETRY_PAUSE_MS } from './timeouts.ts'

const PAUSE_AFTER_FAILURE_MS = 2000

/** Lets callers wait together for a lost connection. */
export class NextAttempt {
  readonly #connection: Redis
  #waiting: Promise<void> | undefined
  #failedAt = Number.NEGATIVE_INFINITY

  constructor(connection: Redis) {
    this.#connection = connection
  }

  /** Resolves once the connection is ready, or an attempt that began after the call has failed. If not urgent, may resolve at once. */
  async ended({ isUrgent }: { isUrgent: boolean }): Promise<void> {
    const { status } = this.#connection
    if (status === 'ready' || status === 'end') return
    if (!isUrgent && this.#waiting === undefined && performance.now() - this.#failedAt < PAUSE_AFTER_FAILURE_MS) return
    this.#waiting ??= this.#wait().finally(() => {
      this.#waiting = undefined
    })
    await this.#waiting
  }

  async #wait(): Promise<void> {
    const connection = this.#connection
    const { promise, resolve } = Promise.withResolvers<void>()
    // The current attempt does not count: it may have begun before the node was up.
    const onAttempt = () => void connection.once('close', resolve)
    const timer = setTimeout(resolve, longestWait(connection))
    connection.once('ready', resolve)
    connection.once('connecting', onAttempt)
    await promise
    clearTimeout(timer)
    for (const event of ['ready', 'close']) connection.off(event, resolve)
    connection.off('connecting', onAttempt)
    if (connection.status !== 'ready') this.#failedAt = performance.now()
  }
}

/** Enough for the current attempt to fail and for the next, in milliseconds: a connection's timeouts know how far away its node is. */
function longestWait({ options: { commandTimeout = 0 } }: Redis): number {
  return 2 * (commandTimeout + SHORT_RETRY_PAUSE_MS)
}
