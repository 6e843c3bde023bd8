import { DAY_MS } from '../server/common/unix-time.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

const MOST_DAYS = 7

/** How to show a time: as now, as a number of units ago (negative), or as its date. */
type Age = 'now' | { readonly value: number; readonly unit: 'minute' | 'hour' | 'day' } | 'date'

/**
 * How to show `time` at `now`, both in milliseconds since 1970. Days are calendar days of the reader: the evening before last
 * is two days ago. The reader's clock may be behind the server's, so up to an hour in the future counts as now.
 */
export function ageOf(time: number, now: number): Age {
  const elapsed = now - time
  if (elapsed < -HOUR) return 'date'
  if (elapsed < MINUTE) return 'now'
  if (elapsed < HOUR) return { value: -Math.floor(elapsed / MINUTE), unit: 'minute' }
  if (elapsed < DAY_MS) return { value: -Math.floor(elapsed / HOUR), unit: 'hour' }
  const days = Math.round((startOfDay(now) - startOfDay(time)) / DAY_MS)
  return days < MOST_DAYS ? { value: -days, unit: 'day' } : 'date'
}

/** The start of the reader's day with `time`; both in milliseconds since 1970. */
export function startOfDay(time: number): number {
  return new Date(time).setHours(0, 0, 0, 0)
}
