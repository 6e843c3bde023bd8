import type { LogId } from '../../common/log-id.ts'
import { HttpProblem } from '../../http/problem.ts'
import { readId } from '../../http/read-id.ts'
import type { ListName } from '../../languages/admin/entries/text.ts'
import { endOfDate, startOfDate } from '../../settings/zoned-time.ts'
import { fold } from '../../signing/screening/fold.ts'

/** What to look for. Texts are folded; empty texts and absent times match everything. */
export interface Criteria {
  readonly words: string
  readonly by: string
  /** In milliseconds since 1970. */
  readonly from?: number | undefined
  /** The end, which is not included; in milliseconds since 1970. */
  readonly to?: number | undefined
}

export interface ListForm {
  readonly state: ListName
  readonly q: string
  readonly name: string
  readonly from: string
  readonly to: string
}

export interface ListQuery {
  readonly form: ListForm
  readonly criteria: Criteria
  readonly before: LogId | undefined
  /** A date could not be read and was left out. */
  readonly isBadDate: boolean
}

export const LISTS: readonly ListName[] = ['all', 'published', 'top', 'hidden', 'waiting', 'spam']

const TEXT_LIMIT = 200

/** Dates are days in `timeZone`, as the page shows them. Throws `HttpProblem`. */
export function readListQuery(query: Readonly<Record<string, unknown>>, timeZone: string): ListQuery {
  const before = readId('before', query.before)
  const state = LISTS.find((name) => name === (textOf(query.state) || 'all'))
  if (state === undefined) throw new HttpProblem(400, `"state" must be one of ${LISTS.join(', ')}.`)
  const form = { state, q: textOf(query.q), name: textOf(query.name), from: textOf(query.from), to: textOf(query.to) }
  const [from, to] = [startOfDate(form.from, timeZone), endOfDate(form.to, timeZone)]
  return {
    form,
    criteria: { words: fold(form.q), by: fold(form.name), from, to },
    before,
    isBadDate: (form.from !== '' && from === undefined) || (form.to !== '' && to === undefined),
  }
}

/** True if anything apart from the kind of entry is looked for. */
export function isSearch({ q, name, from, to }: ListForm): boolean {
  return q !== '' || name !== '' || from !== '' || to !== ''
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, TEXT_LIMIT).trim() : ''
}
