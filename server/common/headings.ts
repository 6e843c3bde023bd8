import { DAY_MS } from './unix-time.ts'

const DAYS_WITH_A_HEADING_EACH = 7

/** How to name the part of the book that an entry written on `day` is in. Both are starts of calendar days in milliseconds since 1970. */
export function headingUnit(day: number, today: number): 'day' | 'month' {
  return today - day < DAYS_WITH_A_HEADING_EACH * DAY_MS ? 'day' : 'month'
}

/** The formats of headings (`Intl.DateTimeFormat`). */
export const HEADING_FORMATS = {
  day: { dateStyle: 'long' },
  month: { year: 'numeric', month: 'long' },
} as const
