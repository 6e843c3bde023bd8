import type { Language } from '../common/languages.ts'
import { createPlural, type Plural } from '../common/plural.ts'
import { memoize } from '../performance/memoize.ts'

/** How a language writes numbers and times. */
export interface Formats {
  readonly number: (value: number) => string
  readonly plural: Plural
  /** In UTC, and says so: the server does not know the reader's zone. */
  readonly time: (iso: string) => string
  /** From seconds. Rounds up, so that nobody returns too early. */
  readonly duration: (seconds: number) => string
}

/** Korean would say "AM" and "PM" in English. */
const CLOCKS: Partial<Record<Language, string>> = { ko: 'ko-u-hc-h23' }

/** Creates a language's formats. This is slow, so do it once. */
export function createFormats(language: Language): Formats {
  const times = new Intl.DateTimeFormat(CLOCKS[language] ?? language, {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'UTC',
  })
  const timeOf = memoize((minute) => `${times.format(new Date(`${minute}Z`))} UTC`)
  const numbers = new Intl.NumberFormat(language)
  const inUnits = memoize((unit) => new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }))
  return {
    number: (value) => numbers.format(value),
    plural: createPlural(language),
    time: (iso) => timeOf(iso.slice(0, -':00.000Z'.length)),
    duration: (seconds) => {
      if (seconds < 90) return inUnits('second').format(Math.ceil(seconds))
      if (seconds < 90 * 60) return inUnits('minute').format(Math.ceil(seconds / 60))
      return inUnits('hour').format(Math.ceil(seconds / 3600))
    },
  }
}
