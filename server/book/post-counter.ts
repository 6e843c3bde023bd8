import { dropOldest } from '../common/drop-oldest.ts'
import { MINUTE_MS } from '../common/unix-time.ts'
import type { Allowance } from './book.ts'

/** Beyond it, the networks whose minutes started first are forgotten. */
const MOST_NETWORKS = 10_000

interface UsedUp {
  readonly network: string
  /** Until the minute ends, in milliseconds. */
  readonly remaining: number
}

/** Counts posts per network in memory, in minutes that start with the first post. `now` is in milliseconds. */
export class PostCounter {
  /** In the order in which the minutes end. */
  readonly #minutes = new Map<string, Minute>()

  /** Counts a post for all networks; or for none, if one has no room left, and returns that one. `times` multiplies the allowances. */
  count(allowances: readonly Allowance[], now: number, times = 1): UsedUp | undefined {
    this.#forgetEndedMinutes(now)
    for (const { network, perMinute } of allowances) {
      const { beganAt, posts } = this.#running(network, now) ?? { beganAt: now, posts: 0 }
      if (posts >= perMinute * times) return { network, remaining: beganAt + MINUTE_MS - now }
    }
    for (const { network } of allowances) {
      const minute = this.#running(network, now)
      if (minute) minute.posts += 1
      else this.#begin(network, now)
    }
    return undefined
  }

  uncount(allowances: readonly Allowance[], now: number): void {
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
    this.#minutes.delete(network)
    this.#minutes.set(network, { beganAt: now, posts: 1 })
    dropOldest(this.#minutes, MOST_NETWORKS)
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

/** A minute that starts in the future is from before the clock was set back, and is over. */
function isRunning({ beganAt }: Minute, now: number): boolean {
  return beganAt <= now && now < beganAt + MINUTE_MS
}
