import type { Entry } from '../../server/common/entry.ts'
import { API_ENTRIES_PATH } from '../../server/common/paths.ts'
import { addressOf } from '../address.ts'
import { POSITION_HEADER, positionHeader } from '../position-header.ts'
import { RING_SIZE } from './ring.ts'

/** The most that one answer has. */
const PAGE_SIZE = 100

/** The newest entries of the book, newest first. */
export interface Read {
  readonly entries: readonly Entry[]
  /** Of the whole book. */
  readonly total: number
  /** As text. */
  readonly position: string | undefined
  /** By the server's clock, in milliseconds since 1970, if it says so. */
  readonly now: number | undefined
}

interface Page {
  readonly entries: readonly Entry[]
  readonly next: string | null
  readonly total: number
}

/**
 * Reads as many of the newest entries as the wall goes through. Throws if there is no answer.
 * @param atLeast a position that the answer must reach, if the book still does
 */
export async function readEntries(atLeast?: string): Promise<Read> {
  const { page, response } = await readPage('', atLeast)
  const position = response.headers.get(POSITION_HEADER)
  const entries = [...page.entries]
  let { next } = page
  while (next !== null && entries.length < RING_SIZE) {
    // At the same position or later: what is gone since then, the stream tells again.
    const older = await readPage(`&before=${next}`, position)
    entries.push(...older.page.entries)
    next = older.page.next
  }
  const now = Date.parse(response.headers.get('date') ?? '')
  return {
    entries: entries.slice(0, RING_SIZE),
    total: page.total,
    position: position ?? undefined,
    now: Number.isNaN(now) ? undefined : now,
  }
}

async function readPage(
  query: string,
  position: string | null | undefined,
): Promise<{ page: Page; response: Response }> {
  const address = addressOf(`${API_ENTRIES_PATH}?limit=${PAGE_SIZE}${query}`)
  const response = await fetch(address, { cache: 'no-store', headers: positionHeader(position) })
  if (!response.ok) throw new Error(`expected entries from ${address}, got ${response.status}`)
  return { page: (await response.json()) as Page, response }
}
