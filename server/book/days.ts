import { DAY, type UnixTime } from '../common/unix-time.ts'

/** The start of the UTC day of `now`. */
export function startOfDay(now: UnixTime): UnixTime {
  return now - (now % DAY)
}

export function endOfDay(now: UnixTime): UnixTime {
  return startOfDay(now) + DAY
}
