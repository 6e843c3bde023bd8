import { memoize } from '../performance/memoize.ts'

const PARTS = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' } as const

/**
 * Makes the function that says what a calendar and a clock in a zone show at a time: `YYYY-MM-DDTHH:MM`, from ISO 8601 in UTC.
 * @param timeZone an IANA name
 */
export function localMinutes(timeZone: string): (iso: string) => string {
  if (timeZone === 'UTC') return minuteOf
  const format = new Intl.DateTimeFormat('en', { ...PARTS, hourCycle: 'h23', timeZone })
  const local = memoize((minute) => {
    const parts = Object.fromEntries(
      format.formatToParts(new Date(`${minute}Z`)).map(({ type, value }) => [type, value]),
    )
    const { year, month, day, hour, minute: shown } = parts
    return minuteOf(
      new Date(Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(shown))).toISOString(),
    )
  })
  return (iso) => local(minuteOf(iso))
}

/** The minute of a time, both ISO 8601 in UTC; the minute without its zone. */
export function minuteOf(iso: string): string {
  return iso.slice(0, -':00.000Z'.length)
}
