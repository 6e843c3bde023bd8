const DAY = 24 * 60 * 60 * 1000

/** When the day of a moment began, at midnight UTC; both in milliseconds since 1970. */
export function startOfDay(now: number): number {
  return now - (now % DAY)
}

/** When the day of a moment ends. */
export function endOfDay(now: number): number {
  return startOfDay(now) + DAY
}
