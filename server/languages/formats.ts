import { clockFormat } from '../common/clock.ts'
import { HEADING_FORMATS } from '../common/headings.ts'
import type { Language } from '../common/languages.ts'
import { createPlural, type Plural } from '../common/plural.ts'
import { memoize } from '../performance/memoize.ts'
import { localMinutes, minuteOf } from './local-minute.ts'

/** Of a day. */
const MINUTES = 24 * 60

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
  /** Joins names by the language's own commas and "and". */
  readonly list: (items: readonly string[]) => string
}

/**
 * Creates a language's formats. This is slow, so do it once.
 * @param timeZone an IANA name
 */
export function createFormats(language: Language, timeZone = 'UTC'): Formats {
  const clock = clockFormat(language)
  const localOf = localMinutes(timeZone)
  const zoneAt = zoneNames(language, timeZone)
  // What they are given is local already. Many entries share a day or a time of the day, but hardly any the minute: GET /?before=.
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' })
  const times = format({ dateStyle: 'long', ...clock })
  const timeOf = memoize((minute) => times.format(new Date(`${minute}Z`)))
  const clocks = format(clock)
  const clockOf = memoize((time) => clocks.format(new Date(`1970-01-01T${time}Z`)), MINUTES)
  const days = format(HEADING_FORMATS.day)
  const dayOf = memoize((day) => days.format(new Date(`${day}T00:00Z`)))
  const months = format(HEADING_FORMATS.month)
  const monthOf = memoize((month) => months.format(new Date(`${month}-01T00:00Z`)))
  const dayAt = (iso: string) => dayOf(localOf(iso).slice(0, -'THH:MM'.length))
  const numbers = new Intl.NumberFormat(language)
  const lists = new Intl.ListFormat(language)
  const inUnits = memoize((unit) => new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }))
  return {
    number: (value) => numbers.format(value),
    plural: createPlural(language),
    time: (iso) => `${timeOf(localOf(iso))} ${zoneAt(iso)}`,
    day: dayAt,
    clock: (iso) => `${clockOf(localOf(iso).slice(-'HH:MM'.length))} ${zoneAt(iso)}`,
    heading: (iso, unit) => (unit === 'day' ? dayAt(iso) : monthOf(localOf(iso).slice(0, -'-DDTHH:MM'.length))),
    duration: (seconds) => {
      if (seconds < 90) return inUnits('second').format(Math.ceil(seconds))
      if (seconds < 90 * 60) return inUnits('minute').format(Math.ceil(seconds / 60))
      return inUnits('hour').format(Math.ceil(seconds / 3600))
    },
    list: (items) => lists.format(items),
  }
}

/** A zone's short name changes with the seasons. */
function zoneNames(language: Language, timeZone: string): (iso: string) => string {
  if (timeZone === 'UTC') return () => 'UTC'
  const format = new Intl.DateTimeFormat(language, { timeZone, timeZoneName: 'short' })
  const nameOf = memoize((minute) => {
    const parts = format.formatToParts(new Date(`${minute}Z`))
    return parts.find(({ type }) => type === 'timeZoneName')?.value ?? timeZone
  })
  return (iso) => nameOf(minuteOf(iso))
}
