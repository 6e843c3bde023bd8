import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterEach, beforeEach } from 'vitest'
import type { Appended, Book, Page } from '../../../server/book/book.ts'
import type { Outcome, Verdict } from '../../../server/book/moderation.ts'
import type { Entry } from '../../../server/common/entry.ts'
import type { LogId } from '../../../server/common/log-id.ts'
import { furthest, type Position } from '../../../server/common/position.ts'

const APPEND_ENTRIES = fileURLToPath(new URL('append-entries.ts', import.meta.url))
const DECIDE_ENTRIES = fileURLToPath(new URL('decide-entries.ts', import.meta.url))
const run = promisify(execFile)

/** A place for one book, and ways to open it. */
export interface BookHarness {
  /** Opens the book and resolves when it can be written to. Without a seed message, a new book is empty. */
  open(options?: SeedOptions): Promise<Book>
  /** Opens the same book once more, as another front end or the owner's command does. */
  openAlongside(options?: SeedOptions): Promise<Book>
  /** Closes the book and opens it again. */
  reopen(book: Book, options?: SeedOptions): Promise<Book>
  /** Makes another process open the book and add `count` entries at once. Resolves to their ids. */
  appendFromProcess(count: number): Promise<string[]>
  /** Makes another process open the book and decide entries. Resolves to the outcomes. */
  decideFromProcess(ids: readonly LogId[], verdict: Verdict): Promise<Outcome[]>
  /** Closes all books and removes the place. */
  close(): Promise<void>
}

export interface SeedOptions {
  readonly seedMessage?: string
  /** The clock for owners' codes and sessions, in milliseconds since 1970. */
  readonly now?: () => number
}

export interface BookPlace {
  open(seedMessage: string, now?: () => number): Promise<Book>
  openAlongside(now?: () => number): Promise<Book>
  /** The arguments of `append-entries.ts` and `decide-entries.ts` that name the book. */
  readonly processArguments: readonly [kind: 'redis' | 'sqlite', where: string]
  clear(): Promise<void>
}

/** A harness that closes all opened books before it removes the place. */
export function makeBookHarness(place: BookPlace): BookHarness {
  const books = new Set<Book>()
  const keep = (book: Book) => {
    books.add(book)
    return book
  }
  const open = async ({ seedMessage = '', now }: SeedOptions = {}) => keep(await place.open(seedMessage, now))
  const close = async (book: Book) => {
    books.delete(book)
    await book.close()
  }
  return {
    open,
    openAlongside: async ({ now } = {}) => keep(await place.openAlongside(now)),
    async reopen(book, options) {
      await close(book)
      return open(options)
    },
    async appendFromProcess(count) {
      const { stdout } = await run(process.execPath, [APPEND_ENTRIES, ...place.processArguments, String(count)])
      return JSON.parse(stdout)
    },
    async decideFromProcess(ids, verdict) {
      const options = [...place.processArguments, verdict, ids.join()]
      const { stdout } = await run(process.execPath, [DECIDE_ENTRIES, ...options], { maxBuffer: 2 ** 24 })
      return JSON.parse(stdout)
    },
    async close() {
      await Promise.all([...books].map(close))
      await place.clear()
    },
  }
}

export interface BookContext {
  readonly harness: BookHarness
  /** A book without an entry. */
  readonly book: Book
}

/** Gives each test of the surrounding block a fresh, empty book. */
export function useBook(makeHarness: () => Promise<BookHarness>): BookContext {
  let harness: BookHarness | undefined
  let book: Book | undefined
  beforeEach(async () => {
    harness = await makeHarness()
    book = await harness.open()
  })
  afterEach(() => harness?.close())
  return {
    get harness() {
      return given(harness)
    },
    get book() {
      return given(book)
    },
  }
}

/** Adds `count` entries one after the other, oldest first. */
export async function appendInTurn(book: Book, count: number): Promise<Appended[]> {
  const appended: Appended[] = []
  for (let number = 1; number <= count; number++) {
    appended.push(await book.append({ name: 'Ada', message: `message ${number}` }))
  }
  return appended
}

/** Adds `count` entries at once. */
export function appendAtOnce(book: Book, count: number): Promise<Appended[]> {
  const drafts = Array.from({ length: count }, (_, index) => ({ name: 'Ada', message: `message ${index + 1}` }))
  return Promise.all(drafts.map((draft) => book.append(draft)))
}

/** The least position that has all of them. */
export function positionAfter(appended: readonly { readonly position: Position }[]): Position {
  return appended.map(({ position }) => position).reduce(furthest)
}

/** Every page from the newest to the last. */
export async function allPages(book: Book, limit: number, atLeast: Position, bytes?: number): Promise<Page[]> {
  const pages = [await book.page({ limit, atLeast, bytes })]
  for (;;) {
    const before = pages.at(-1)?.next
    if (!before) return pages
    pages.push(await book.page({ limit, before, atLeast, bytes }))
  }
}

export function ids(entries: readonly Entry[]): string[] {
  return entries.map(({ id }) => id)
}

/** Fails for undefined, so that the test need not check. */
export function given<Value>(value: Value | undefined | null): Value {
  if (value === undefined || value === null) throw new Error('expected a value, got none')
  return value
}
