/** True for an IANA name such as "Europe/Berlin" that this Node knows. */
export function isTimeZone(name: string): boolean {
  // An offset such as "+01:00" is none: it does not know about summer.
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

/**
 * When clocks in a zone show this, in milliseconds since 1970: the first time, if they show it twice. Undefined if they never do, or if it
 * is no time.
 */
export function timeOfClock(text: string, timeZone: string): number | undefined {
  const [, clock] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d)(?::00)?$/.exec(text) ?? []
  if (clock === undefined) return undefined
  const asUtc = Date.parse(`${clock}Z`)
  if (Number.isNaN(asUtc) || asUtc <= DAY) return undefined
  // Zones change their offset less than once in two days, so one of these is right.
  const offsets = [asUtc - DAY, asUtc + DAY].map((near) => offsetAt(near, timeZone))
  return offsets.map((offset) => asUtc - offset).find((time) => clockAt(time, timeZone) === clock)
}

const DAY = 24 * 60 * 60 * 1000

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
