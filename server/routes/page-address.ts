import type { FastifyRequest } from 'fastify'
import { BOOK_PATH, bookPath, ENTRIES_ID, type PageAddress } from '../common/paths.ts'
import { DAY_MS } from '../common/unix-time.ts'
import { HttpProblem } from '../http/problem.ts'
import { queryOf } from '../http/query-of.ts'
import { readId } from '../http/read-id.ts'
import { startOfDate } from '../settings/zoned-time.ts'

/** Reads which page of the book is asked for. Throws {@link HttpProblem} for what is no id. */
export function readAddress(request: FastifyRequest): PageAddress {
  const { before, after, entry } = queryOf(request)
  return { before: readId('before', before), after: readId('after', after), entry: readId('entry', entry) }
}

/** The path to the last entry of `?on=`, a day, month or year in `timeZone`; undefined without it. Throws {@link HttpProblem}. */
export function readDay(request: FastifyRequest, timeZone: string): string | undefined {
  const { on } = queryOf(request)
  if (on === undefined) return undefined
  if (on === '') return BOOK_PATH
  const end = typeof on === 'string' ? endOf(on, timeZone) : Number.NaN
  if (Number.isNaN(end))
    throw new HttpProblem(400, '"on" must be a day, month or year, such as 2026-06-12, 2026-06 or 2026.')
  return `${bookPath(`${Math.max(0, end)}-0`)}#${ENTRIES_ID}`
}

/** The end of a day, month or year, in milliseconds since 1970; NaN for anything else. */
function endOf(text: string, timeZone: string): number {
  const end = endInUtc(text)
  if (Number.isNaN(end)) return end
  const next = new Date(end).toISOString().slice(0, 'yyyy-mm-dd'.length)
  return startOfDate(next, timeZone) ?? end
}

function endInUtc(text: string): number {
  const [, year, month, day] = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(text) ?? []
  if (year === undefined) return Number.NaN
  if (month === undefined) return utc(Number(year) + 1, 0)
  const isMonth = month >= '01' && month <= '12'
  if (day === undefined) return isMonth ? utc(Number(year), Number(month)) : Number.NaN
  const start = new Date(utc(Number(year), Number(month) - 1, Number(day)))
  // The 31st of February would be a day in March.
  return start.toISOString().startsWith(text) ? start.getTime() + DAY_MS : Number.NaN
}

/** As `Date.UTC`, which takes the year 26 for 1926. */
function utc(year: number, month: number, day = 1): number {
  return new Date(0).setUTCFullYear(year, month, day)
}
