import type { Draft, Entry } from '../../common/entry.ts'
import { type LogId, timeOf } from '../../common/log-id.ts'
import { fold } from '../../signing/screening/fold.ts'
import type { Criteria } from './criteria.ts'

const BUDGET_MS = 1500

const SLICE = 100

/** Entries looked at before other requests have their turn. */
const TURN = 25

interface SearchOptions<Item> {
  /** Reads entries before another one, newest first. */
  readonly read: (range: { readonly before: LogId | undefined; readonly limit: number }) => Promise<SearchSlice<Item>>
  readonly criteria: Criteria
  readonly isWanted?: ((item: Item) => boolean) | undefined
  readonly before: LogId | undefined
  readonly limit: number
  /** In milliseconds. */
  readonly budget?: number | undefined
}

interface SearchSlice<Item> {
  readonly entries: readonly Item[]
  readonly next: LogId | null
}

export interface SearchResult<Item> {
  readonly found: readonly Item[]
  /** The `before` with which the search goes on; null if it went through all. */
  readonly next: LogId | null
  /** The time of the last entry that was looked at, if the budget was used up; ISO 8601 in UTC. */
  readonly reached?: string | undefined
}

/** Searches without an index, newest entries first, until enough are found, all were looked at, or the budget is used up. */
export async function search<Item extends Searchable>(options: SearchOptions<Item>): Promise<SearchResult<Item>> {
  const { read, criteria, isWanted = () => true, limit, budget = BUDGET_MS } = options
  const end = performance.now() + budget
  const found: Item[] = []
  let { before } = options
  for (;;) {
    const { entries, next } = await read({ before, limit: SLICE })
    for (const [index, entry] of entries.entries()) {
      if (index > 0 && index % TURN === 0) await new Promise(setImmediate)
      // No entry is younger than its id.
      if (criteria.from !== undefined && timeOf(entry.id) < criteria.from) return { found, next: null }
      if (!isWanted(entry) || !matches(entry, criteria)) continue
      found.push(entry)
      const isLast = index === entries.length - 1 && next === null
      if (found.length === limit) return { found, next: isLast ? null : entry.id }
    }
    if (next === null) return { found, next }
    if (performance.now() >= end) return { found, next, reached: entries.at(-1)?.createdAt }
    before = next
    await new Promise(setImmediate)
  }
}

type Searchable = Draft & Pick<Entry, 'id' | 'createdAt' | 'reply'>

export function matches({ name, message, extra, createdAt, reply }: Searchable, criteria: Criteria): boolean {
  const { words, by, from, to } = criteria
  if (from !== undefined || to !== undefined) {
    const time = Date.parse(createdAt)
    if ((from !== undefined && time < from) || (to !== undefined && time >= to)) return false
  }
  if (by !== '' && !fold(name).includes(by)) return false
  return words === '' || [message, extra, reply?.text].some((text) => text && fold(text).includes(words))
}
