import { setTimeout as pause } from 'node:timers/promises'
import type { Book } from '../book/book.ts'
import { Unreadable } from '../book/errors.ts'
import type { Reader } from '../book/reader/reader.ts'
import type { Entry } from '../common/entry.ts'
import { LimitReached } from '../common/limit-reached.ts'
import { compareIds, LOG_START, type LogId, previousId } from '../common/log-id.ts'
import type { Position } from '../common/position.ts'
import type { Span } from './span.ts'

/** Entries in memory at a time. A slice also ends where a page would be too large. */
const MOST_IN_SLICE = 100

/** While no node can be read, or too many others read. */
const RETRY_INTERVAL_MS = 2000

/** For one slice. */
const MOST_RETRIES = 10

/** The book at the moment when a printing begins. */
export interface Beginning {
  readonly position: Position
  /** Undefined if the book is empty. */
  readonly newest: Entry | undefined
}

/** Asks the master for its position: what is hidden must not get onto paper, which cannot be taken back. Throws `Unreadable`. */
export async function beginReading(book: Pick<Book, 'page'>): Promise<Beginning> {
  const { entries, position } = await book.page({ limit: 1, fromMaster: true })
  return { position, newest: entries[0] }
}

interface SlicesOptions {
  readonly reader: Pick<Reader, 'after'>
  readonly position: Position
  readonly span: Span
  readonly signal: AbortSignal
  /** In milliseconds. */
  readonly retryInterval?: number | undefined
}

/** Reads a span slice by slice, oldest first, up to `position`. Throws the reader's error if it persists. */
export async function* readSlices({
  reader,
  position,
  span,
  signal,
  retryInterval: interval = RETRY_INTERVAL_MS,
}: SlicesOptions): AsyncGenerator<readonly Entry[]> {
  for (let after: LogId | undefined = startOf(span), retries = 0; after !== undefined; retries = MOST_RETRIES) {
    const from: LogId = after
    const page = await persistently(() => reader.after(from, MOST_IN_SLICE, position), { retries, interval, signal })
    const entries = page.entries.toReversed().filter(({ id }) => compareIds(id, position.entries) <= 0)
    const isLast = !page.hasNewer || entries.length < page.entries.length
    after = isLast ? undefined : page.entries[0]?.id
    yield entries.filter((entry) => isWithin(entry, span))
  }
}

/** An entry may be older than its id, if it waited or was changed, but not younger. So ids tell where a span begins, not where it ends. */
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
