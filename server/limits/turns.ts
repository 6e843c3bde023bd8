/** In milliseconds. A turn may take up to twice as long. */
const USUAL_TIME_MS = 10

/** While connections are coming in: Node accepts one per turn. */
const SHORT_TIME_MS = 0.5

const QUIET_TIME_MS = 20

/** After a long turn, as many short ones as it took, but no more than these, are left to connections that are coming in. */
const MOST_LEFT = 16

/** How much the last turn changes what a request is expected to cost. */
const WEIGHT = 0.25

/** Spreads requests over turns of the event loop, in their order. Most start at once. */
export class Turns {
  readonly #waiting = new Set<() => void>()
  readonly #now: () => number
  /** True until a turn ends. An immediate for each turn would cost more: see the benchmark's row "GET /". */
  #isSameTurn = false
  #beganAt = Number.NEGATIVE_INFINITY
  #connectedAt = Number.NEGATIVE_INFINITY
  /** Requests started since the turn began. */
  #started = 0
  /** What a request costs in milliseconds, with all that it does after it has started, such as its answer. */
  #cost = 0
  /** The next turns, in which no request starts. */
  #left = 0

  constructor(now: () => number = () => performance.now()) {
    this.#now = now
  }

  noteConnection(): void {
    this.#connectedAt = this.#now()
  }

  /** If not, pass the request to `later`. */
  hasTime(): boolean {
    if (this.#waiting.size > 0) return false
    if (!this.#mayStart()) {
      if (this.#isSameTurn) return false
      this.#begin()
    }
    this.#started += 1
    return true
  }

  later(begin: () => void): void {
    this.#waiting.add(begin)
  }

  #begin(): void {
    this.#isSameTurn = true
    this.#beganAt = this.#now()
    this.#started = 0
    setImmediate(this.#next)
  }

  readonly #next = () => {
    this.#isSameTurn = false
    if (this.#waiting.size === 0) return
    this.#measure()
    this.#begin()
    if (this.#left > 0) {
      this.#left -= 1
      return
    }
    for (const begin of this.#waiting) {
      this.#waiting.delete(begin)
      this.#started += 1
      begin()
      if (!this.#mayStart()) return
    }
  }

  /** While requests wait, turns follow each other without a pause. */
  #measure(): void {
    if (this.#started === 0) return
    const now = this.#now()
    const took = now - this.#beganAt
    this.#cost += WEIGHT * (took / this.#started - this.#cost)
    this.#left = this.#hasNewcomers(now) ? Math.min(Math.floor(took / SHORT_TIME_MS) - 1, MOST_LEFT) : 0
  }

  #mayStart(): boolean {
    const now = this.#now()
    const time = now - this.#beganAt
    if (!this.#hasNewcomers(now)) return time < USUAL_TIME_MS
    return time < SHORT_TIME_MS && this.#started * this.#cost < SHORT_TIME_MS
  }

  #hasNewcomers(now: number): boolean {
    return now - this.#connectedAt < QUIET_TIME_MS || this.#connectedAt > this.#beganAt
  }
}
