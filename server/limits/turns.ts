/** In milliseconds per turn. */
const USUAL_TIME = 10

/** While connections are coming in: Node accepts one per turn. */
const SHORT_TIME = 0.5

/** In milliseconds. */
const QUIET_TIME = 20

/** Spreads requests over turns of the event loop, in the order they came. Most start at once. */
export class Turns {
  readonly #waiting = new Set<() => void>()
  readonly #now: () => number
  #isUnderWay = false
  #beganAt = 0
  #connectedAt = Number.NEGATIVE_INFINITY

  constructor(now: () => number = () => performance.now()) {
    this.#now = now
  }

  /** Call this for every new connection. */
  noteConnection(): void {
    this.#connectedAt = this.#now()
  }

  /** If not, pass the request to `later`. */
  hasTime(): boolean {
    if (this.#waiting.size > 0) return false
    if (!this.#isUnderWay) this.#begin()
    return this.#isInTime()
  }

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
