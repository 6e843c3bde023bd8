import type { Entry } from '../../../common/entry.ts'
import { FIELD_NAMES } from '../../../common/entry-fields.ts'
import { type Page, type PageRequest, PINS_READ } from '../../book.ts'
import type { EntryTable } from './tables/entry-table.ts'

export function readPage(
  table: EntryTable,
  { before, after, limit, bytes }: PageRequest,
): Pick<Page, 'entries' | 'next' | 'hasNewer' | 'pinned'> {
  if (after !== undefined) {
    const { entries, hasMore } = takeUpTo(table.next(limit + 1, after), limit, bytes)
    const oldest = entries[0]?.id
    const [older] = oldest === undefined ? [] : table.newest(1, oldest)
    return { entries: entries.reverse(), next: older && oldest ? oldest : null, hasNewer: hasMore }
  }
  const { entries, hasMore } = takeUpTo(table.newest(limit + 1, before), limit, bytes)
  const next = hasMore ? (entries.at(-1)?.id ?? null) : null
  return before === undefined ? { entries, next, pinned: table.pinned(PINS_READ) } : { entries, next }
}

/** The first entries, as many as `limit` and `bytes` allow, but at least one. Reads no further than the first that is too many. */
function takeUpTo(
  entries: Iterable<Entry>,
  limit: number,
  bytes = Number.POSITIVE_INFINITY,
): { entries: Entry[]; hasMore: boolean } {
  const taken: Entry[] = []
  let size = 0
  for (const entry of entries) {
    size += FIELD_NAMES.reduce((sum, field) => sum + Buffer.byteLength(entry[field] ?? ''), 0)
    if (taken.length === limit || (size > bytes && taken.length > 0)) return { entries: taken, hasMore: true }
    taken.push(entry)
  }
  return { entries: taken, hasMore: false }
}
