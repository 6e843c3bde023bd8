import type { Moderation } from '../../book/moderation.ts'
import { ADMIN_PATH } from '../../common/admin-paths.ts'
import { isId, type LogId } from '../../common/log-id.ts'
import { BOOK_PATH } from '../../common/paths.ts'
import { ENTRIES_PATH } from '../paths.ts'
import { formatRecords, parseRecords } from './action-form.ts'
import { isAction, type Result, type ResultName } from './actions.ts'

/** What a page says about what was just done. */
export type Feedback = Result | 'nothing-selected' | 'nothing-undone' | 'signed'

export function signedPath(entry: LogId): string {
  return `${BOOK_PATH}?done=signed#${entry}`
}

/** The pages that a form about entries may come from, with the parameters of their addresses. */
const PLACES: Readonly<Record<string, readonly string[]>> = {
  [BOOK_PATH]: ['before', 'entry', 'lang'],
  [ADMIN_PATH]: ['after'],
  [ENTRIES_PATH]: ['state', 'q', 'name', 'from', 'to', 'before'],
}

/** Where to go after a form: to the page it came from, if `back` is one of ours, with feedback. */
export function wayBack(back: string | null, feedback: Feedback): string {
  const { path, query } = parsePlace(back)
  if (typeof feedback === 'string') query.set('done', feedback)
  else {
    query.set('done', feedback.name)
    for (const name of COUNTS) if (feedback[name] > 0) query.set(name === 'done' ? 'n' : name, String(feedback[name]))
    if (feedback.records) query.set('undo', formatRecords(feedback.records))
  }
  return `${path}?${query}`
}

/** The address of a page without feedback. */
export function withoutFeedback(url: string): string {
  const { path, query } = parsePlace(url)
  return query.size === 0 ? path : `${path}?${query}`
}

function parseFeedback(query: Readonly<Record<string, unknown>>): Feedback | undefined {
  const { done, n, already, missing, full, undo } = query
  if (done === 'nothing-selected' || done === 'nothing-undone' || done === 'signed') return done
  if (typeof done !== 'string' || !isResultName(done)) return undefined
  return {
    name: done,
    done: countOf(n),
    already: countOf(already),
    missing: countOf(missing),
    full: countOf(full),
    records: typeof undo === 'string' ? parseRecords(undo) : undefined,
  }
}

/** The feedback in an address, with the pinned entries if there was no room for another. */
export async function readFeedback(
  query: Readonly<Record<string, unknown>>,
  moderation: Moderation,
): Promise<Feedback | undefined> {
  const feedback = parseFeedback(query)
  if (typeof feedback !== 'object' || feedback.name !== 'pin' || feedback.full === 0) return feedback
  return { ...feedback, pinned: await moderation.pinned() }
}

const COUNTS = ['done', 'already', 'missing', 'full'] as const

function isResultName(text: string): text is ResultName {
  return isAction(text) || text === 'reply' || text === 'no-reply'
}

function countOf(text: unknown): number {
  return typeof text === 'string' && /^\d{1,4}$/.test(text) ? Number(text) : 0
}

function parsePlace(address: string | null): { readonly path: string; readonly query: URLSearchParams } {
  const base = 'http://book.invalid'
  const url = address?.startsWith('/') ? URL.parse(address, base) : null
  const known = url?.origin === base && Object.hasOwn(PLACES, url.pathname) ? PLACES[url.pathname] : undefined
  if (!url || !known) return { path: ADMIN_PATH, query: new URLSearchParams() }
  const kept = known.flatMap((name): [string, string][] => {
    const value = url.searchParams.get(name)
    const isFit = value && ((name !== 'before' && name !== 'entry' && name !== 'after') || isId(value))
    return isFit ? [[name, value]] : []
  })
  return { path: url.pathname, query: new URLSearchParams(kept) }
}
