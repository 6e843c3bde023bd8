/** A turn may start requests for up to twice as long. */
const USUAL_TIME_MS = 10

/** While connections are coming in: Node accepts one per turn. */
const SHORT_TIME_MS = 0.5

const QUIET_TIME_MS = 20

/** Spreads requests over turns of the event loop, in their order. Most start at once. */
export class Turns {
  readonly #waiting = new Set<() => void>()
  readonly #now: () => number
  /** True until a turn ends. An immediate for each turn would cost more: see the benchmark's row "GET /". */
  #isSameTurn = false
  #beganAt = Number.NEGATIVE_INFINITY
  #connectedAt = Number.NEGATIVE_INFINITY

  constructor(now: () => number = () => performance.now()) {
    this.#now = now
  }

  noteConnection(): void {
    this.#connectedAt = this.#now()
  }

  /** If not, pass the request to `later`. */
  hasTime(): boolean {
    if (this.#waiting.size > 0) return false
    if (this.#isInTime()) return true
    if (this.#isSameTurn) return false
    this.#begin()
    return true
  }

  later(begin: () => void): void {
    this.#waiting.add(begin)
  }

  #begin(): void {
    this.#isSameTurn = true
    this.#beganAt = this.#now()
    setImmediate(this.#next)
  }

  readonly #next = () => {
    this.#isSameTurn = false
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
    return now - this.#beganAt < (now - this.#connectedAt < QUIET_TIME_MS ? SHORT_TIME_MS : USUAL_TIME_MS)
  }
}
