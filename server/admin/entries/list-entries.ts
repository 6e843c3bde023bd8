import type { Drawer, HeldEntry, KeptEntry, Moderation } from '../../book/moderation.ts'
import { compareIds, LOG_START, type LogId, nextId, previousId } from '../../common/log-id.ts'
import type { ListQuery } from './criteria.ts'
import { type SearchResult, search } from './search.ts'

export type Listed = KeptEntry | HeldEntry

const PAGE_SIZE = 50

/** The most that a store reads at once. */
const BATCH = 200

export async function listEntries(
  moderation: Moderation,
  { form, criteria, before }: ListQuery,
): Promise<SearchResult<Listed>> {
  const options = { criteria, before, limit: PAGE_SIZE }
  const { state } = form
  if (state === 'waiting' || state === 'spam') {
    return search<Listed>({ ...options, read: readerOf(await readDrawer(moderation, state)) })
  }
  if (state === 'hidden') {
    const entries = (await moderation.hidden()).map((entry) => ({ ...entry, isHidden: true }))
    return search<Listed>({ ...options, read: readerOf(entries) })
  }
  if (state === 'top') return search<Listed>({ ...options, read: readerOf(await moderation.pinned()) })
  const isWanted = state === 'published' ? (entry: KeptEntry) => !entry.isHidden : undefined
  return search<KeptEntry>({ ...options, isWanted, read: (range) => moderation.kept(range) })
}

/** Among published and hidden entries. */
export async function findKept(moderation: Moderation, id: LogId): Promise<KeptEntry | undefined> {
  const { entries } = await moderation.kept({ before: nextId(id), limit: 1 })
  return entries.find((entry) => entry.id === id)
}

export async function findHeld(moderation: Moderation, id: LogId): Promise<HeldEntry | undefined> {
  if (id === LOG_START) return undefined
  for (const drawer of ['waiting', 'spam'] as const) {
    const { entries } = await moderation.held(drawer, { after: previousId(id), limit: 1 })
    const found = entries.find((entry) => entry.id === id)
    if (found) return found
  }
  return undefined
}

async function readDrawer(moderation: Moderation, drawer: Drawer): Promise<HeldEntry[]> {
  const all: HeldEntry[] = []
  let after: LogId | undefined
  for (;;) {
    const { entries, next } = await moderation.held(drawer, { after, limit: BATCH })
    all.push(...entries)
    if (next === null) return all.reverse()
    after = next
  }
}

/** Reads from a list in memory, newest first. */
function readerOf(list: readonly Listed[]) {
  return async ({ before, limit }: { readonly before: LogId | undefined; readonly limit: number }) => {
    const rest = before === undefined ? list : list.filter(({ id }) => compareIds(id, before) < 0)
    const entries = rest.slice(0, limit)
    return { entries, next: rest.length > limit ? (entries.at(-1)?.id ?? null) : null }
  }
}
