/** How long requests may be begun within one turn of the event loop, in milliseconds. */
const USUAL_TIME = 10

/** The same while connections are coming in: Node accepts one of them a turn, so that a long turn keeps all that follow waiting. */
const SHORT_TIME = 0.5

/** After how long without a new connection a turn may be long again, in milliseconds. */
const QUIET_TIME = 20

/** Spreads requests over turns of the event loop, in the order in which they came. Most begin at once. */
export class Turns {
  readonly #waiting = new Set<() => void>()
  readonly #now: () => number
  #isUnderWay = false
  #beganAt = 0
  #connectedAt = Number.NEGATIVE_INFINITY

  /** @param now the time in milliseconds, from any beginning */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now
  }

  /** To be called with every new connection. */
  noteConnection(): void {
    this.#connectedAt = this.#now()
  }

  /** True where a request may begin at once; otherwise it is to be handed to `later`. */
  hasTime(): boolean {
    if (this.#waiting.size > 0) return false
    if (!this.#isUnderWay) this.#begin()
    return this.#isInTime()
  }

  /** Begins a request in a later turn. */
  later(begin: () => void): void {
    this.#waiting.add(begin)
  }

  #begin(): void {
    this.#isUnderWay = true
    this.#beganAt = this.#now()
    setImmediate(this.#next)
  }

  readonly #next = () => {
    this.#isUnderWay = false
    if (this.#waiting.size === 0) return
    this.#begin()
    for (const begin of this.#waiting) {
      this.#waiting.delete(begin)
      begin()
      if (!this.#isInTime()) return
    }
  }

  #isInTime(): boolean {
    const now = this.#now()
    return now - this.#beganAt < (now - this.#connectedAt < QUIET_TIME ? SHORT_TIME : USUAL_TIME)
  }
}
