import { DAY_MS, type UnixTime } from '../common/unix-time.ts'

/** The start of the UTC day of `now`. */
export function startOfDay(now: UnixTime): UnixTime {
  return now - (now % DAY_MS)
}

export function endOfDay(now: UnixTime): UnixTime {
  return startOfDay(now) + DAY_MS
}
