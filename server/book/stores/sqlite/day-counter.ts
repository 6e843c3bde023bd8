import { endOfDay, startOfDay } from '../../days.ts'

/** Counts the entries of each UTC day, starting with those already in the book. */
export class DayCounter {
  readonly #countEntries: (from: number, to: number) => number
  #day: number | undefined
  #added = 0

  /** @param countEntries counts the entries added between two times, in milliseconds since 1970 */
  constructor(countEntries: (from: number, to: number) => number) {
    this.#countEntries = countEntries
  }

  /** Counts one entry. At the limit, counts none and returns how long the day still lasts, in milliseconds. */
  count(perDay: number, now: number): number | undefined {
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
