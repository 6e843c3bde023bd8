import type { Redis } from 'ioredis'

/** How long to wait for attempts to connect, in milliseconds: long enough for one that began too early to fail, and for the next. */
const LONGEST_WAIT = 1250

/** For how long after a wait in vain nobody waits who can do without, in milliseconds. */
const PAUSE = 2000

/** Waits for a connection that was lost, together with all who do. */
export class NextAttempt {
  readonly #connection: Redis
  #waiting: Promise<void> | undefined
  #failedAt = Number.NEGATIVE_INFINITY

  constructor(connection: Redis) {
    this.#connection = connection
  }

  /**
   * Resolves once the connection can be used, and at the latest once an attempt to connect that began after the call has failed: what
   * is known of a node that could not be reached may be some time ago. It never rejects; the connection's status tells.
   * @param isUrgent False does not wait where somebody has just waited in vain.
   */
  async ended({ isUrgent }: { isUrgent: boolean }): Promise<void> {
    const { status } = this.#connection
    if (status === 'ready' || status === 'end') return
    if (!isUrgent && this.#waiting === undefined && performance.now() - this.#failedAt < PAUSE) return
    this.#waiting ??= this.#wait().finally(() => {
      this.#waiting = undefined
    })
    await this.#waiting
  }

  async #wait(): Promise<void> {
    const connection = this.#connection
    const { promise, resolve } = Promise.withResolvers<void>()
    // One that is under way does not count: it may have begun before the node was there.
    const onAttempt = () => void connection.once('close', resolve)
    const timer = setTimeout(resolve, LONGEST_WAIT)
    connection.once('ready', resolve)
    connection.once('connecting', onAttempt)
    await promise
    clearTimeout(timer)
    for (const event of ['ready', 'close']) connection.off(event, resolve)
    connection.off('connecting', onAttempt)
    if (connection.status !== 'ready') this.#failedAt = performance.now()
  }
}
