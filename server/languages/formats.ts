import { clockFormat } from '../common/clock.ts'
import { HEADING_FORMATS } from '../common/headings.ts'
import type { Language } from '../common/languages.ts'
import { createPlural, type Plural } from '../common/plural.ts'
import { memoize } from '../performance/memoize.ts'

/** How a language writes numbers and times. */
export interface Formats {
  readonly number: (value: number) => string
  readonly plural: Plural
  /** In the book's zone, and says so: the server does not know the reader's. */
  readonly time: (iso: string) => string
  /** The day, and the time of the day. */
  readonly day: (iso: string) => string
  readonly clock: (iso: string) => string
  /** Names the day or month. */
  readonly heading: (iso: string, unit: 'day' | 'month') => string
  /** From seconds. Rounds up, so that nobody returns too early. */
  readonly duration: (seconds: number) => string
}

/**
 * Creates a language's formats. This is slow, so do it once.
 * @param timeZone an IANA name
 */
export function createFormats(language: Language, timeZone = 'UTC'): Formats {
  const clock = clockFormat(language)
  const zoneAt = zoneNames(language, timeZone)
  const times = new Intl.DateTimeFormat(language, { dateStyle: 'long', ...clock, timeZone })
  const timeOf = memoize((minute) => withZone(times, minute))
  const clocks = new Intl.DateTimeFormat(language, { ...clock, timeZone })
  const clockOf = memoize((minute) => withZone(clocks, minute))
  const days = new Intl.DateTimeFormat(language, { ...HEADING_FORMATS.day, timeZone })
  const dayOf = memoize((minute) => days.format(new Date(`${minute}Z`)))
  const months = new Intl.DateTimeFormat(language, { ...HEADING_FORMATS.month, timeZone })
  const monthOf = memoize((minute) => months.format(new Date(`${minute}Z`)))
  const withZone = (format: Intl.DateTimeFormat, minute: string) => {
    const time = new Date(`${minute}Z`)
    return `${format.format(time)} ${zoneAt(time)}`
  }
  const numbers = new Intl.NumberFormat(language)
  const inUnits = memoize((unit) => new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }))
  return {
    number: (value) => numbers.format(value),
    plural: createPlural(language),
    time: (iso) => timeOf(minuteOf(iso)),
    day: (iso) => dayOf(minuteOf(iso)),
    clock: (iso) => clockOf(minuteOf(iso)),
    heading: (iso, unit) => (unit === 'day' ? dayOf(minuteOf(iso)) : monthOf(minuteOf(iso))),
    duration: (seconds) => {
      if (seconds < 90) return inUnits('second').format(Math.ceil(seconds))
      if (seconds < 90 * 60) return inUnits('minute').format(Math.ceil(seconds / 60))
      return inUnits('hour').format(Math.ceil(seconds / 3600))
    },
  }
}

function minuteOf(iso: string): string {
  return iso.slice(0, -':00.000Z'.length)
}

/** A zone's short name changes with the seasons. */
function zoneNames(language: Language, timeZone: string): (time: Date) => string {
  if (timeZone === 'UTC') return () => 'UTC'
  const format = new Intl.DateTimeFormat(language, { timeZone, timeZoneName: 'short' })
  return (time) => format.formatToParts(time).find(({ type }) => type === 'timeZoneName')?.value ?? timeZone
}
