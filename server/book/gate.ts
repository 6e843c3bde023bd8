import { LimitReached } from '../limit-reached.ts'

export interface GateOptions {
  /** How much work may be under way at once. */
  readonly places?: number
  /** How many may wait for a place. */
  readonly waiting?: number
  /** How long each of them waits, in milliseconds. */
  readonly patience?: number
  /** How many are let in within one turn of the event loop: where a read needs no waiting, each holds up the process. */
  readonly entersPerTurn?: number
}

/** After how many seconds one who was turned away may try again. */
const RETRY_AFTER = 2

interface Waiter {
  readonly places: number
  readonly enter: () => void
}

/** Lets in only so much work at a time. A few may wait for a moment; the others are turned away. */
export class Gate {
  readonly #places: number
  readonly #mayWait: number
  readonly #patience: number
  readonly #entersPerTurn: number
  readonly #waiters = new Set<Waiter>()
  #taken = 0
  /** How many were let in during this turn. */
  #entered = 0
  #isScheduled = false

  constructor({ places = 32, waiting = 256, patience = 1000, entersPerTurn = 8 }: GateOptions = {}) {
    this.#places = places
    this.#mayWait = waiting
    this.#patience = patience
    this.#entersPerTurn = entersPerTurn
  }

  /**
   * Does the work once there is room for it. Throws {@link LimitReached} where there is none in time.
   * @param places how many places the work takes, from 1
   */
  async enter<Result>(work: () => Promise<Result>, places = 1): Promise<Result> {
    const wanted = Math.min(places, this.#places)
    if (this.#waiters.size > 0 || !this.#hasRoomFor(wanted)) await this.#wait(wanted)
    else this.#take(wanted)
    try {
      return await work()
    } finally {
      this.#taken -= wanted
      this.#schedule()
    }
  }

  #hasRoomFor(places: number): boolean {
    return this.#taken + places <= this.#places && this.#entered < this.#entersPerTurn
  }

  #take(places: number): void {
    this.#taken += places
    this.#entered += 1
    this.#schedule()
  }

  #wait(places: number): Promise<void> {
    if (this.#waiters.size >= this.#mayWait) throw full()
    return new Promise((resolve, reject) => {
      const waiter = {
        places,
        enter: () => {
          clearTimeout(timer)
          resolve()
        },
      }
      const timer = setTimeout(() => {
        this.#waiters.delete(waiter)
        reject(full())
      }, this.#patience)
      this.#waiters.add(waiter)
    })
  }

  /** Goes on in the next turn, so that what was read is rendered and sent, and others are served, before more is read. */
  #schedule(): void {
    if (this.#isScheduled) return
    this.#isScheduled = true
    setImmediate(() => {
      this.#isScheduled = false
      this.#entered = 0
      for (const waiter of this.#waiters) {
        if (!this.#hasRoomFor(waiter.places)) break
        this.#waiters.delete(waiter)
        this.#take(waiter.places)
        waiter.enter()
      }
    })
  }
}

function full(): LimitReached {
  return new LimitReached('reads', 'Too many pages of the book are being read just now. Please try again.', RETRY_AFTER)
}
