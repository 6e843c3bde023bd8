import { LOG_START, type LogId, previousId } from '../../common/log-id.ts'
import { formatPosition, type Position, reaches } from '../../common/position.ts'
import { oncePer } from '../../performance/once-per.ts'
import { RecentPages } from '../../performance/recent-pages.ts'
import type { Book, Found, Page, PageRequest } from '../book.ts'
import type { Feed } from '../feed/feed.ts'
import { keepNewest, keepOldest, PAGE_BYTES } from './cut-page.ts'
import { FutureIds } from './future-ids.ts'
import { type Checked, Progress } from './progress.ts'
import { ReadQueue } from './read-queue.ts'
import { shareTurn } from './share-turn.ts'
import { StateCache } from './state-cache.ts'

const ENTRIES_OF_PLACE = 20

/** A page and how current it is. The same content is the same object, so that results can be cached with it. */
export interface Reading extends Page, Checked {
  /** When a node could last be asked, in milliseconds since 1970, if newer entries may be missing. */
  readonly staleSince?: number | undefined
}

/** Readers never see less than they have seen or written: it answers from memory, else waits for the feed, else asks the master. */
export class Reader {
  readonly #book: Book
  readonly #feed: Feed
  readonly #progress: Progress
  readonly #remembered = new StateCache<number, Reading | undefined>()
  readonly #shareOlder = shareTurn<Reading>()
  readonly #recent = new RecentPages<Reading>()
  /** By limit. Anyone can claim to be ahead, so all whom the master has answered at once share what is rendered. */
  readonly #confirmed = oncePer((_ofMaster: Page) => new Map<number, Reading>())
  /** Guards all readings that cannot be shared: they stay in memory until rendered, each in a turn of its own. */
  readonly #queue: ReadQueue
  readonly #future: FutureIds

  constructor(book: Book, feed: Feed, queue = new ReadQueue()) {
    this.#book = book
    this.#feed = feed
    this.#queue = queue
    this.#progress = new Progress(book, feed)
    this.#future = new FutureIds(book, feed)
  }

  /** How often a visitor was ahead of this process, and how often the master had to be asked. */
  get counts(): Progress['counts'] {
    return this.#progress.counts
  }

  /** Call this with the position of every confirmed write. */
  noteWritten(position: Position): void {
    this.#progress.noteWritten(position)
  }

  /** See {@link Progress.lag}. */
  lag(): number {
    return this.#progress.lag()
  }

  /** The newest entries. Rejects with {@link Unreadable} if no node can be asked and memory is empty. */
  async newest(limit: number, seen?: Position): Promise<Reading> {
    const isLevel = this.#progress.isLevelWith(seen)
    const current = isLevel ? this.remembered(limit) : undefined
    if (current && current.staleSince === undefined) return current
    const { master, isBehind } = isLevel ? await this.#progress.askIfUnreadable() : await this.#progress.catchUp(seen)
    if (master) return this.#confirm(master, limit)
    const page = this.remembered(limit, isBehind)
    return page ?? { ...keepNewest(await this.#readPage({ limit }), limit), isConfirmed: false }
  }

  #confirm(page: Page, limit: number): Reading {
    const readings = this.#confirmed(page)
    const known = readings.get(limit) ?? { ...keepNewest(page, limit), isConfirmed: true }
    readings.set(limit, known)
    return known
  }

  /** The newest entries in memory; undefined if it is empty. `isBehind` means that newer ones are known to exist. */
  remembered(limit: number, isBehind = false): Reading | undefined {
    const version = this.#feed.state?.version
    const { readable, lastContact, masterContact } = this.#book.health()
    const staleSince = isBehind ? masterContact : readable ? undefined : lastContact
    return this.#remembered.get(limit, `${version} ${staleSince}`, () => {
      const page = this.#feed.newest(limit)
      return page && { ...keepNewest(page, limit), staleSince, isConfirmed: false }
    })
  }

  /** Reads older entries from a node. Throws {@link Unreadable} if there is none, `LimitReached` if too many others are being read. */
  older(before: LogId, limit: number, seen?: Position): Promise<Reading> {
    return this.#recall(`${before} ${limit}`, seen, () => this.#readOlder(before, limit, seen))
  }

  async #readOlder(before: LogId, limit: number, seen: Position | undefined): Promise<Reading> {
    // An entry's own page starts right after it.
    const newest = before === LOG_START ? undefined : await this.#future.newestBefore(previousId(before))
    if (newest) return this.#queue.enter(async () => this.#confirm(newest, limit))
    const { atLeast, isConfirmed, isBehind } = await this.#progress.requirement(seen)
    const page = keepNewest(await this.#readPage({ before, limit, atLeast }), limit)
    return { ...page, isConfirmed, staleSince: isBehind ? this.#book.health().masterContact : undefined }
  }

  /** Reads the entries right after one; the same as `older` otherwise. After the newest there are none. */
  after(after: LogId, limit: number, seen?: Position): Promise<Reading> {
    return this.#recall(`after ${after} ${limit}`, seen, () => this.#readAfter(after, limit, seen))
  }

  async #readAfter(after: LogId, limit: number, seen: Position | undefined): Promise<Reading> {
    const newest = await this.#future.newestBefore(after)
    if (newest) return { ...newest, entries: [], next: null, hasNewer: false, isConfirmed: true }
    const { atLeast, isConfirmed, isBehind } = await this.#progress.requirement(seen)
    const page = keepOldest(await this.#readPage({ after, limit, atLeast }))
    return { ...page, isConfirmed, staleSince: isBehind ? this.#book.health().masterContact : undefined }
  }

  /** A page that others have just read, if it is as new as the entries in memory; else reads it. */
  async #recall(key: string, seen: Position | undefined, read: () => Promise<Reading>): Promise<Reading> {
    const { state } = this.#feed
    const mayRecall = state !== undefined && this.#progress.isLevelWith(seen) && this.#book.health().readable
    const known = mayRecall ? this.#recent.get(key, state.version) : undefined
    if (known) return known
    return this.#shareOlder(`${key} ${seen && formatPosition(seen)}`, async () => {
      const before = this.#feed.state
      const page = await read()
      const isUsual = !page.isConfirmed && page.staleSince === undefined
      const hasChanged = this.#feed.state !== before
      if (before && isUsual && !hasChanged && reaches(page.position, before.position)) {
        this.#recent.add(key, before.version, page)
      }
      return page
    })
  }

  #readPage(request: PageRequest): Promise<Page> {
    return this.#queue.enter(
      () => this.#book.page({ ...request, bytes: PAGE_BYTES }),
      Math.ceil(request.limit / ENTRIES_OF_PLACE),
    )
  }

  /** Reads one entry. Throws {@link Unreadable} if no node can be asked and memory does not have it. */
  async find(id: LogId, seen?: Position): Promise<Found & Checked> {
    const newest = await this.#future.newestBefore(id)
    if (newest) return { entry: undefined, position: newest.position, isConfirmed: true }
    const { atLeast, isConfirmed } = await this.#progress.requirement(seen)
    const { state } = this.#feed
    const entry = state?.entries.find((candidate) => candidate.id === id)
    if (state && entry && (!atLeast || reaches(state.position, atLeast)))
      return { entry, position: state.position, isConfirmed }
    return { ...(await this.#queue.enter(() => this.#book.find(id, atLeast))), isConfirmed }
  }
}
