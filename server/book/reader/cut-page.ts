import type { Entry } from '../../common/entry.ts'
import type { Page } from '../book.ts'
import { PINNED_LIMIT } from '../moderation.ts'
import { entrySize } from './entry-size.ts'

/** The most that a page's entries may take, in bytes of HTML, unless a single one is larger. The whole page has about 100 KB then. */
export const PAGE_BYTES = 90_000

/** The newest entries of a page, as many as fit beside the pinned ones on top, but at least one. */
export function keepNewest(page: Page, limit: number): Page {
  const pinned = (page.pinned ?? []).slice(0, PINNED_LIMIT)
  const fitting = countFitting(page.entries, limit, sizeOf(pinned))
  const isWhole = fitting === page.entries.length
  if (isWhole && pinned.length === (page.pinned?.length ?? 0)) return page
  const entries = page.entries.slice(0, fitting)
  return { ...page, entries, pinned, next: isWhole ? page.next : (entries.at(-1)?.id ?? null) }
}

/** The oldest entries of a page, as many as fit, but at least one. */
export function keepOldest(page: Page): Page {
  const fitting = countFitting(page.entries.toReversed(), page.entries.length)
  return fitting === page.entries.length ? page : { ...page, entries: page.entries.slice(-fitting), hasNewer: true }
}

function countFitting(entries: readonly Entry[], limit: number, taken = 0): number {
  let bytes = taken
  const end = entries.findIndex((entry, index) => {
    bytes += entrySize(entry)
    return index === limit || (bytes > PAGE_BYTES && index > 0)
  })
  return end < 0 ? entries.length : end
}

function sizeOf(entries: readonly Entry[]): number {
  return entries.reduce((bytes, entry) => bytes + entrySize(entry), 0)
}
