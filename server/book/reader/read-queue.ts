import { LimitReached } from '../../common/limit-reached.ts'

interface ReadQueueOptions {
  readonly places?: number
  /** How many callers may wait for a place. */
  readonly waiting?: number
  /** How long each of them waits, in milliseconds. */
  readonly patience?: number
}

const RETRY_AFTER_SECONDS = 2

/** A turn of the event loop longer than this is followed by turns in which no work starts. */
const LONG_TURN_MS = 2
const TURNS_FOR_OTHERS = 16

interface Waiter {
  readonly places: number
  readonly enter: () => void
}

/** Limits concurrent work, and starts one piece per turn of the event loop, since some stores block the process. A few callers may wait. */
export class ReadQueue {
  readonly #places: number
  readonly #mayWait: number
  readonly #patience: number
  readonly #waiters = new Set<Waiter>()
  #taken = 0
  /** Undefined if no work was started in this turn. */
  #enteredAt: number | undefined
  #isScheduled = false

  constructor({ places = 32, waiting = 256, patience = 1000 }: ReadQueueOptions = {}) {
    this.#places = places
    this.#mayWait = waiting
    this.#patience = patience
  }

  /** Does the work, which takes `places` (from 1). Throws {@link LimitReached} if there is no room for it in time. */
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

  /** Continues in the next turn, or after a long one, some turns later: Node accepts one connection per turn. */
  #schedule(): void {
    if (this.#isScheduled) return
    this.#isScheduled = true
    setImmediate(() => {
      const took = this.#enteredAt === undefined ? 0 : performance.now() - this.#enteredAt
      this.#goOn(took > LONG_TURN_MS ? TURNS_FOR_OTHERS : 0)
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
  return new LimitReached(
    'reads',
    'Too many pages of the book are being read just now. Please try again.',
    RETRY_AFTER_SECONDS,
  )
}
