import { setTimeout as pause } from 'node:timers/promises'
import type { Book } from '../book/book.ts'
import { Unreadable } from '../book/errors.ts'
import type { Reader } from '../book/reader/reader.ts'
import type { Entry } from '../common/entry.ts'
import { compareIds, LOG_START, type LogId, previousId } from '../common/log-id.ts'
import type { Position } from '../common/position.ts'
import { LimitReached } from '../limits/limit-reached.ts'
import type { Span } from './span.ts'

/** How many entries are in memory at a time. A slice also ends where a page would be too large. */
const SLICE = 100

/** In milliseconds, while no node can be read or too many others read. */
const RETRY_INTERVAL = 2000

/** How often in a row a slice is tried again. */
const RETRIES = 10

/** The book at the moment when a printing begins. */
export interface Beginning {
  readonly position: Position
  /** Undefined if the book is empty. */
  readonly newest: Entry | undefined
}

/** Asks the master where the book is, since paper cannot be taken back: what is hidden is not printed. Throws `Unreadable`. */
export async function beginReading(book: Pick<Book, 'page'>): Promise<Beginning> {
  const { entries, position } = await book.page({ limit: 1, fromMaster: true })
  return { position, newest: entries[0] }
}

export interface SlicesOptions {
  readonly reader: Pick<Reader, 'after'>
  readonly position: Position
  readonly span: Span
  readonly signal: AbortSignal
  /** In milliseconds. */
  readonly retryInterval?: number | undefined
}

/** Reads a span slice by slice, oldest first, up to `position`. Throws what the reader throws if that goes on for too long. */
export async function* readSlices({
  reader,
  position,
  span,
  signal,
  retryInterval: interval = RETRY_INTERVAL,
}: SlicesOptions): AsyncGenerator<readonly Entry[]> {
  for (let after: LogId | undefined = startOf(span), retries = 0; after !== undefined; retries = RETRIES) {
    const from: LogId = after
    const page = await persistently(() => reader.after(from, SLICE, position), { retries, interval, signal })
    const entries = page.entries.toReversed().filter(({ id }) => compareIds(id, position.entries) <= 0)
    const isLast = !page.hasNewer || entries.length < page.entries.length
    after = isLast ? undefined : page.entries[0]?.id
    yield entries.filter((entry) => isWithin(entry, span))
  }
}

/** No entry is younger than its id says, but it may have waited, or replace an older one. So the end of a span cannot be told from ids. */
function startOf({ from }: Span): LogId {
  return from <= 0 ? LOG_START : previousId(`${from}-0`)
}

function isWithin({ createdAt }: Entry, { from, end }: Span): boolean {
  const time = Date.parse(createdAt)
  return time >= from && time < end
}

async function persistently<Result>(
  read: () => Promise<Result>,
  { retries, interval, signal }: { readonly retries: number; readonly interval: number; readonly signal: AbortSignal },
): Promise<Result> {
  for (let retry = 0; ; retry++) {
    signal.throwIfAborted()
    try {
      return await read()
    } catch (error) {
      const mayPass = error instanceof Unreadable || error instanceof LimitReached
      if (!mayPass || retry >= retries) throw error
      await pause(interval, undefined, { signal })
    }
  }
}
