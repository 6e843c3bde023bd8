import { endOfDate, startOfDate } from '../settings/zoned-time.ts'

/** The days to print, as typed. Empty texts set no limit. */
export interface SpanForm {
  readonly from: string
  readonly to: string
}

/** In milliseconds since 1970. */
export interface Span {
  readonly from: number
  /** That of the last day. */
  readonly end: number
}

export type ReadSpan =
  | { readonly ok: true; readonly form: SpanForm; readonly span: Span }
  | { readonly ok: false; readonly form: SpanForm; readonly problem: 'no-date' | 'backwards' }

/** A date has 10. */
const MOST_CHARACTERS = 40

/** Reads a query such as `?from=2026-06-01&to=2026-06-30`, as days in a zone. */
export function readSpan(query: Readonly<Record<string, unknown>>, timeZone: string): ReadSpan {
  const form = { from: textOf(query.from), to: textOf(query.to) }
  const isText = [query.from, query.to].every((value) => value === undefined || typeof value === 'string')
  const from = form.from === '' ? Number.NEGATIVE_INFINITY : startOfDate(form.from, timeZone)
  const end = form.to === '' ? Number.POSITIVE_INFINITY : endOfDate(form.to, timeZone)
  if (!isText || from === undefined || end === undefined) return { ok: false, form, problem: 'no-date' }
  return from < end ? { ok: true, form, span: { from, end } } : { ok: false, form, problem: 'backwards' }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, MOST_CHARACTERS).trim() : ''
}
