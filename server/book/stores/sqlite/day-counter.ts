import type { UnixTime } from '../../../common/unix-time.ts'
import { endOfDay, startOfDay } from '../../days.ts'

/** Counts the entries of each UTC day, starting with those already in the book. */
export class DayCounter {
  readonly #countEntries: (from: UnixTime, to: UnixTime) => number
  #day: number | undefined
  #added = 0

  constructor(countEntries: (from: UnixTime, to: UnixTime) => number) {
    this.#countEntries = countEntries
  }

  /** Counts one entry. At the limit, counts none and returns how long the day still lasts, in milliseconds. */
  count(perDay: number, now: UnixTime): number | undefined {
    const day = startOfDay(now)
    if (day !== this.#day) {
      this.#added = this.#countEntries(day, endOfDay(now))
      this.#day = day
    }
    if (this.#added >= perDay) return endOfDay(now) - now
    this.#added += 1
    return undefined
  }

  uncount(): void {
    this.#added -= 1
  }
}
