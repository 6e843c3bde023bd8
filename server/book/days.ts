/** In milliseconds. */
export const DAY = 24 * 60 * 60 * 1000

/** The start of the UTC day of `now`; both in milliseconds since 1970. */
export function startOfDay(now: number): number {
  return now - (now % DAY)
}

export function endOfDay(now: number): number {
  return startOfDay(now) + DAY
}
