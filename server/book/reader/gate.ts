import { LimitReached } from '../../limits/limit-reached.ts'

export interface GateOptions {
  /** How much work may be under way at once. */
  readonly places?: number
  /** How many may wait for a place. */
  readonly waiting?: number
  /** How long each of them waits, in milliseconds. */
  readonly patience?: number
}

/** After how many seconds one who was turned away may try again. */
const RETRY_AFTER = 2

/** A turn of the event loop that took longer than this, in milliseconds, is followed by so many in which nobody is let in. */
const LONG_TURN = 2
const TURNS_FOR_OTHERS = 16

interface Waiter {
  readonly places: number
  readonly enter: () => void
}

/**
 * Lets in only so much work at a time, and one piece in each turn of the event loop: some stores answer at once, and hold up the
 * process meanwhile. A few may wait for a moment; the others are turned away.
 */
export class Gate {
  readonly #places: number
  readonly #mayWait: number
  readonly #patience: number
  readonly #waiters = new Set<Waiter>()
  #taken = 0
  /** When one was let in in this turn of the event loop, in milliseconds; undefined where nobody was. */
  #enteredAt: number | undefined
  #isScheduled = false

  constructor({ places = 32, waiting = 256, patience = 1000 }: GateOptions = {}) {
    this.#places = places
    this.#mayWait = waiting
    this.#patience = patience
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
    return this.#taken + places <= this.#places && this.#enteredAt === undefined
  }

  #take(places: number): void {
    this.#taken += places
    this.#enteredAt = performance.now()
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

  /** Goes on in the next turn; after one that took long, when others have had some turns: Node accepts one connection in each. */
  #schedule(): void {
    if (this.#isScheduled) return
    this.#isScheduled = true
    setImmediate(() => {
      const took = this.#enteredAt === undefined ? 0 : performance.now() - this.#enteredAt
      this.#goOn(took > LONG_TURN ? TURNS_FOR_OTHERS : 0)
    })
  }

  #goOn(turnsForOthers: number): void {
    if (turnsForOthers > 0) {
      setImmediate(() => this.#goOn(turnsForOthers - 1))
      return
    }
    this.#isScheduled = false
    this.#enteredAt = undefined
    const [first] = this.#waiters
    if (!first || !this.#hasRoomFor(first.places)) return
    this.#waiters.delete(first)
    this.#take(first.places)
    first.enter()
  }
}

function full(): LimitReached {
  return new LimitReached('reads', 'Too many pages of the book are being read just now. Please try again.', RETRY_AFTER)
}
