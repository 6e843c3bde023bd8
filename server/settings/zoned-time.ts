import { DAY_MS, MINUTE_MS } from '../common/unix-time.ts'

/** True for an IANA name such as "Europe/Berlin" that this Node knows. */
export function isTimeZone(name: string): boolean {
  // Not an offset such as "+01:00", which does not know about summer.
  if (!/^[a-z]/i.test(name)) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

/** What clocks in a zone show at a time in milliseconds since 1970, to the minute: `2026-12-01T10:00`. */
export function clockAt(time: number, timeZone: string): string {
  return new Date(time + offsetAt(time, timeZone)).toISOString().slice(0, 'yyyy-mm-ddThh:mm'.length)
}

/** When clocks in a zone first show this, in milliseconds since 1970. Undefined if they never do, or if it is no time. */
export function timeOfClock(text: string, timeZone: string): number | undefined {
  const [, clock] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d)(?::00)?$/.exec(text) ?? []
  if (clock === undefined) return undefined
  const asUtc = Date.parse(`${clock}Z`)
  if (Number.isNaN(asUtc) || asUtc <= DAY_MS) return undefined
  // Zones change their offset at most once in two days, so one of these is right.
  const offsets = [asUtc - DAY_MS, asUtc + DAY_MS].map((near) => offsetAt(near, timeZone))
  return offsets.map((offset) => asUtc - offset).find((time) => clockAt(time, timeZone) === clock)
}

/** When a date such as `2026-06-01` begins in a zone, in milliseconds since 1970; undefined if there is no such date. */
export function startOfDate(date: string, timeZone: string): number | undefined {
  const utc = startOfUtcDate(date)
  if (utc === undefined) return undefined
  if (utc < 2 * DAY_MS) return utc
  // Summer time can begin at midnight, and islands have skipped a whole day on the way over the date line.
  for (let minutes = 0; minutes <= 2 * 24 * 60; minutes += 30) {
    const clock = new Date(utc + minutes * MINUTE_MS).toISOString().slice(0, 'yyyy-mm-ddThh:mm'.length)
    const time = timeOfClock(clock, timeZone)
    if (time !== undefined) return time
  }
  return utc
}

/** When a date ends, in milliseconds since 1970; undefined if there is no such date. */
export function endOfDate(date: string, timeZone: string): number | undefined {
  const utc = startOfUtcDate(date)
  if (utc === undefined) return undefined
  const next = new Date(utc + DAY_MS).toISOString()
  return startOfDate(next.slice(0, 'yyyy-mm-dd'.length), timeZone) ?? utc + DAY_MS
}

/** When a date begins in UTC, in milliseconds since 1970; undefined if there is no such date. */
function startOfUtcDate(date: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(date)) return undefined
  const time = Date.parse(`${date}T00:00:00Z`)
  // The 31st of February is no date, though some engines can parse it.
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, date.length) !== date ? undefined : time
}

/** By how much clocks in a zone are ahead of UTC, in milliseconds. */
function offsetAt(time: number, timeZone: string): number {
  const format = new Intl.DateTimeFormat('en', {
    timeZone,
    calendar: 'iso8601',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })
  const parts = Object.fromEntries(format.formatToParts(time).map(({ type, value }) => [type, Number(value)]))
  const { year = 0, month = 1, day = 0, hour = 0, minute = 0, second = 0 } = parts
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(time / 1000) * 1000
}
