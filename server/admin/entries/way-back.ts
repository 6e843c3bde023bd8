import type { Moderation } from '../../book/moderation.ts'
import { ADMIN_PATH } from '../../common/admin-paths.ts'
import { isId, type LogId } from '../../common/log-id.ts'
import { BOOK_PATH } from '../../common/paths.ts'
import { ENTRIES_PATH } from '../pages/navigation.ts'
import { formatRecords, parseRecords } from './deed-form.ts'
import { isDeed, type Result } from './deeds.ts'

/** What a page says about what was just done. */
export type Said = Result | 'nothing-selected' | 'nothing-undone' | 'signed'

/** The newest page, which says that the owner has signed, at the new entry. */
export function signedPath(entry: LogId): string {
  return `${BOOK_PATH}?done=signed#${entry}`
}

/** The pages that a form about entries may come from, and what their addresses may have. */
const PLACES: Readonly<Record<string, readonly string[]>> = {
  [BOOK_PATH]: ['before', 'entry', 'lang'],
  [ADMIN_PATH]: ['after'],
  [ENTRIES_PATH]: ['state', 'q', 'name', 'from', 'to', 'before'],
}

/** The address to go to after a form: the page it came from if `back` is one of ours, with what was done. */
export function wayBack(back: string | null, said: Said): string {
  const { path, query } = parsePlace(back)
  if (typeof said === 'string') query.set('done', said)
  else {
    query.set('done', said.name)
    for (const name of COUNTS) if (said[name] > 0) query.set(name === 'done' ? 'n' : name, String(said[name]))
    if (said.records) query.set('undo', formatRecords(said.records))
  }
  return `${path}?${query}`
}

/** The address of a page without what was done. */
export function placeOf(url: string): string {
  const { path, query } = parsePlace(url)
  return query.size === 0 ? path : `${path}?${query}`
}

/** What a page was told that was done; undefined if it was told nothing that makes sense. */
function readSaid(query: Readonly<Record<string, unknown>>): Said | undefined {
  const { done, n, already, missing, full, undo } = query
  if (done === 'nothing-selected' || done === 'nothing-undone' || done === 'signed') return done
  if (typeof done !== 'string' || !(isDeed(done) || done === 'reply')) return undefined
  return {
    name: done,
    done: countOf(n),
    already: countOf(already),
    missing: countOf(missing),
    full: countOf(full),
    records: typeof undo === 'string' ? parseRecords(undo) : undefined,
  }
}

/** The same, and which entries are pinned if there was no room for another. */
export async function readWholeSaid(
  query: Readonly<Record<string, unknown>>,
  moderation: Moderation,
): Promise<Said | undefined> {
  const said = readSaid(query)
  if (typeof said !== 'object' || said.name !== 'pin' || said.full === 0) return said
  return { ...said, pinned: await moderation.pinned() }
}

const COUNTS = ['done', 'already', 'missing', 'full'] as const

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
