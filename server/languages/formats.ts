import { HEADING_FORMATS } from '../common/headings.ts'
import type { Language } from '../common/languages.ts'
import { createPlural, type Plural } from '../common/plural.ts'
import { memoize } from '../performance/memoize.ts'

/** How a language writes numbers and times. */
export interface Formats {
  readonly number: (value: number) => string
  readonly plural: Plural
  /** In UTC, and says so: the server does not know the reader's zone. */
  readonly time: (iso: string) => string
  /** The day, and the time in UTC. */
  readonly day: (iso: string) => string
  readonly clock: (iso: string) => string
  /** Names the day or month, in UTC. */
  readonly heading: (iso: string, unit: 'day' | 'month') => string
  /** From seconds. Rounds up, so that nobody returns too early. */
  readonly duration: (seconds: number) => string
}

/** Creates a language's formats. This is slow, so do it once. */
export function createFormats(language: Language): Formats {
  const times = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' })
  const timeOf = memoize((minute) => `${times.format(new Date(`${minute}Z`))} UTC`)
  const days = new Intl.DateTimeFormat(language, { ...HEADING_FORMATS.day, timeZone: 'UTC' })
  const dayOf = memoize((day) => days.format(new Date(day)))
  const clocks = new Intl.DateTimeFormat(language, { timeStyle: 'short', timeZone: 'UTC' })
  const months = new Intl.DateTimeFormat(language, { ...HEADING_FORMATS.month, timeZone: 'UTC' })
  const monthOf = memoize((month) => months.format(new Date(month)))
  const numbers = new Intl.NumberFormat(language)
  const inUnits = memoize((unit) => new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }))
  return {
    number: (value) => numbers.format(value),
    plural: createPlural(language),
    time: (iso) => timeOf(iso.slice(0, -':00.000Z'.length)),
    day: (iso) => dayOf(iso.slice(0, 'YYYY-MM-DD'.length)),
    clock: (iso) => `${clocks.format(new Date(iso))} UTC`,
    heading: (iso, unit) =>
      unit === 'day' ? dayOf(iso.slice(0, 'YYYY-MM-DD'.length)) : monthOf(iso.slice(0, 'YYYY-MM'.length)),
    duration: (seconds) => {
      if (seconds < 90) return inUnits('second').format(Math.ceil(seconds))
      if (seconds < 90 * 60) return inUnits('minute').format(Math.ceil(seconds / 60))
      return inUnits('hour').format(Math.ceil(seconds / 3600))
    },
  }
}
