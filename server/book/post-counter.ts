import type { Allowance } from './book.ts'

const MINUTE = 60_000

/** How many networks are remembered; beyond that, those whose minutes began first are forgotten. */
const NETWORKS = 10_000

/** An allowance that is used up. */
export interface UsedUp {
  readonly network: string
  /** Until the minute ends, in milliseconds. */
  readonly remaining: number
}

/** Counts posts in memory, those of each network in a minute that begins with the first of them. `now` is in milliseconds. */
export class PostCounter {
  /** In the order in which the minutes began, and so in which they end. */
  readonly #minutes = new Map<string, Minute>()

  /**
   * Counts one post for all of a client's networks; where one of them has no room left, it counts none, and returns which and why.
   * @param times how many posts stand for one in an allowance
   */
  count(allowances: readonly Allowance[], now: number, times = 1): UsedUp | undefined {
    this.#forgetEndedMinutes(now)
    for (const { network, perMinute } of allowances) {
      const { beganAt, posts } = this.#running(network, now) ?? { beganAt: now, posts: 0 }
      if (posts >= perMinute * times) return { network, remaining: beganAt + MINUTE - now }
    }
    for (const { network } of allowances) {
      const minute = this.#running(network, now)
      if (minute) minute.posts += 1
      else this.#begin(network, now)
    }
    return undefined
  }

  /** Takes back one post that was counted and came to nothing. */
  takeBack(allowances: readonly Allowance[], now: number): void {
    for (const { network } of allowances) {
      const minute = this.#running(network, now)
      if (minute) minute.posts -= 1
    }
  }

  #running(network: string, now: number): Minute | undefined {
    const minute = this.#minutes.get(network)
    return minute && isRunning(minute, now) ? minute : undefined
  }

  #begin(network: string, now: number): void {
    // A new place in the order, too.
    this.#minutes.delete(network)
    this.#minutes.set(network, { beganAt: now, posts: 1 })
    const [oldest] = this.#minutes.keys()
    if (this.#minutes.size > NETWORKS && oldest !== undefined) this.#minutes.delete(oldest)
  }

  #forgetEndedMinutes(now: number): void {
    for (const [network, minute] of this.#minutes) {
      if (isRunning(minute, now)) return
      this.#minutes.delete(network)
    }
  }
}

interface Minute {
  readonly beganAt: number
  posts: number
}

/** A minute that began in the future began before the clock was set back, and is over. */
function isRunning({ beganAt }: Minute, now: number): boolean {
  return beganAt <= now && now < beganAt + MINUTE
}
