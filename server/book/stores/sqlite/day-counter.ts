import { endOfDay, startOfDay } from '../../days.ts'

/** Counts what is added on each day, from midnight to midnight UTC. A process that starts within a day counts what the book holds of it. */
export class DayCounter {
  readonly #countEntries: (from: number, to: number) => number
  #day: number | undefined
  #added = 0

  /** @param countEntries how many entries were added from one time to another, in milliseconds since 1970 */
  constructor(countEntries: (from: number, to: number) => number) {
    this.#countEntries = countEntries
  }

  /** Counts one entry; where there are `perDay` already, it counts none, and returns until when, in milliseconds from `now`. */
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

  /** Takes back one entry that was counted and could not be added. */
  takeBack(): void {
    this.#added -= 1
  }
}
