import type { Entry } from '../../common/entry.ts'
import type { Page } from '../book.ts'
import { entrySize } from './entry-size.ts'

/** The most that a page's entries may take, in bytes of HTML, unless a single one is larger. The whole page has about 100 KB then. */
export const PAGE_BYTES = 90_000

/** The newest entries of a page, as many as fit, but at least one. */
export function cut(page: Page, limit: number): Page {
  const fitting = countFitting(page.entries, limit)
  if (fitting === page.entries.length) return page
  const entries = page.entries.slice(0, fitting)
  return { ...page, entries, next: entries.at(-1)?.id ?? null }
}

/** The oldest entries of a page, as many as fit, but at least one. */
export function cutNewest(page: Page): Page {
  const fitting = countFitting(page.entries.toReversed(), page.entries.length)
  return fitting === page.entries.length ? page : { ...page, entries: page.entries.slice(-fitting), hasNewer: true }
}

function countFitting(entries: readonly Entry[], limit: number): number {
  let bytes = 0
  const end = entries.findIndex((entry, index) => {
    bytes += entrySize(entry)
    return index === limit || (bytes > PAGE_BYTES && index > 0)
  })
  return end < 0 ? entries.length : end
}
