import { setTimeout as pause } from 'node:timers/promises'
import { LOG_START, type LogId, previousId } from '../../common/log-id.ts'
import { formatPosition, furthest, type Position, reaches } from '../../common/position.ts'
import { RecentPages } from '../../performance/recent-pages.ts'
import { type Book, type Found, type Page, type PageRequest, SNAPSHOT_SIZE } from '../book.ts'
import { Unreadable } from '../errors.ts'
import type { Feed } from '../feed/feed.ts'
import { coalesce } from './coalesce.ts'
import { cut, cutNewest, PAGE_BYTES } from './cut-page.ts'
import { FutureIds } from './future-ids.ts'
import { ReadQueue } from './read-queue.ts'
import { shareTurn } from './share-turn.ts'
import { StateCache } from './state-cache.ts'

/** How long a reader ahead of this process waits before the master is asked, in milliseconds. */
const PATIENCE = 250

/** In milliseconds, while no node can be read. Other readers do not wait for it. */
const RETRY_INTERVAL = 2000

const ENTRIES_OF_PLACE = 20

interface Checked {
  /** True if the master was asked after the visitor came. What they claim to have seen beyond the answer does not exist. */
  readonly isConfirmed: boolean
}

/** A page and how current it is. The same content is the same object, so that results can be cached with it. */
export interface Reading extends Page, Checked {
  /** When a node could last be asked, in milliseconds since 1970, if newer entries may be missing. */
  readonly staleSince?: number | undefined
}

/** Readers never see less than they have seen or written: it answers from memory, else waits for the feed, else asks the master. */
export class Reader {
  readonly counts = { waited: 0, askedMaster: 0 }
  readonly #book: Book
  readonly #feed: Feed
  #written: Position | undefined
  /** Where this process was before the book was replaced or lost entries. It may never get there again. */
  #abandoned: Position | undefined
  /** When the feed last caught up with `#written`, in milliseconds. */
  #levelAt = 0
  readonly #remembered = new StateCache<number, Reading | undefined>()
  readonly #shareOlder = shareTurn<Reading>()
  readonly #recent = new RecentPages<Reading>()
  /** Guards all reads that cannot be shared: their results stay in memory until rendered. */
  readonly #queue: ReadQueue
  readonly #askMaster: (since: number) => Promise<Page>
  readonly #future: FutureIds
  #trying: Promise<CaughtUp> | undefined
  #triedAt = Number.NEGATIVE_INFINITY

  constructor(book: Book, feed: Feed, queue = new ReadQueue()) {
    this.#book = book
    this.#feed = feed
    this.#queue = queue
    this.#askMaster = coalesce(() => book.page({ limit: SNAPSHOT_SIZE, fromMaster: true }))
    this.#future = new FutureIds(book, feed)
    feed.on('reload', (before) => {
      this.#abandoned = before
      void this.#forgetWhatIsGone()
    })
  }

  /** Call this with the position of every confirmed write. */
  noteWritten(position: Position): void {
    if (!this.#written || this.#hasReached(this.#written)) this.#levelAt = performance.now()
    this.#written = this.#written ? furthest(this.#written, position) : position
  }

  /** How long the feed has been behind this process's own writes, in seconds; 0 if it is not. */
  lag(): number {
    return !this.#written || this.#hasReached(this.#written) ? 0 : (performance.now() - this.#levelAt) / 1000
  }

  /** The newest entries. Rejects with {@link Unreadable} if no node can be asked and memory is empty. */
  async newest(limit: number, seen?: Position): Promise<Reading> {
    const isLevel = this.#isLevelWith(seen)
    const current = isLevel ? this.remembered(limit) : undefined
    if (current && current.staleSince === undefined) return current
    const { master, isBehind } = isLevel ? await this.#askWhereOld() : await this.#catchUp(seen)
    if (master) return { ...cut(master, limit), isConfirmed: true }
    const page = this.remembered(limit, isBehind)
    return page ?? { ...cut(await this.#readPage({ limit }), limit), isConfirmed: false }
  }

  /** The newest entries in memory; undefined if it is empty. `isBehind` means that newer ones are known to exist. */
  remembered(limit: number, isBehind = false): Reading | undefined {
    const version = this.#feed.state?.version
    const { readable, lastContact, masterContact } = this.#book.health()
    const staleSince = isBehind ? masterContact : readable ? undefined : lastContact
    return this.#remembered.get(limit, `${version} ${staleSince}`, () => {
      const page = this.#feed.newest(limit)
      return page && { ...cut(page, limit), staleSince, isConfirmed: false }
    })
  }

  /** Reads older entries from a node. Throws {@link Unreadable} if there is none, `LimitReached` if too many others are being read. */
  older(before: LogId, limit: number, seen?: Position): Promise<Reading> {
    return this.#recall(`${before} ${limit}`, seen, () => this.#readOlder(before, limit, seen))
  }

  async #readOlder(before: LogId, limit: number, seen: Position | undefined): Promise<Reading> {
    // An entry's own page starts right after it.
    const newest = before === LOG_START ? undefined : await this.#future.newestBefore(previousId(before))
    if (newest) return { ...cut(newest, limit), isConfirmed: true }
    const { atLeast, isConfirmed, isBehind } = await this.#requirement(seen)
    const page = cut(await this.#readPage({ before, limit, atLeast }), limit)
    return { ...page, isConfirmed, staleSince: isBehind ? this.#book.health().masterContact : undefined }
  }

  /** Reads the entries right after one; the same as `older` otherwise. After the newest there are none. */
  after(after: LogId, limit: number, seen?: Position): Promise<Reading> {
    return this.#recall(`after ${after} ${limit}`, seen, () => this.#readAfter(after, limit, seen))
  }

  async #readAfter(after: LogId, limit: number, seen: Position | undefined): Promise<Reading> {
    const newest = await this.#future.newestBefore(after)
    if (newest) return { ...newest, entries: [], next: null, hasNewer: false, isConfirmed: true }
    const { atLeast, isConfirmed, isBehind } = await this.#requirement(seen)
    const page = cutNewest(await this.#readPage({ after, limit, atLeast }))
    return { ...page, isConfirmed, staleSince: isBehind ? this.#book.health().masterContact : undefined }
  }

  /** A page that others have just read, if it is as new as the entries in memory; else reads it. */
  async #recall(key: string, seen: Position | undefined, read: () => Promise<Reading>): Promise<Reading> {
    const { state } = this.#feed
    const mayRecall = state !== undefined && this.#isLevelWith(seen) && this.#book.health().readable
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
    const { atLeast, isConfirmed } = await this.#requirement(seen)
    const { state } = this.#feed
    const entry = state?.entries.find((candidate) => candidate.id === id)
    if (state && entry && (!atLeast || reaches(state.position, atLeast)))
      return { entry, position: state.position, isConfirmed }
    return { ...(await this.#queue.enter(() => this.#book.find(id, atLeast))), isConfirmed }
  }

  /** The position an answer must reach: everything written here and seen by the visitor, unless that is impossible. */
  async #requirement(
    seen: Position | undefined,
  ): Promise<Checked & { atLeast: Position | undefined; isBehind: boolean }> {
    const { master, isBehind } = this.#isLevelWith(seen) ? LEVEL : await this.#catchUp(seen)
    const possible = [this.#written, seen]
      .filter((position) => position !== undefined)
      .filter((position) => !master || reaches(master.position, position))
    const atLeast = possible.reduce<Position | undefined>((all, one) => (all ? furthest(all, one) : one), undefined)
    return { atLeast, isConfirmed: master !== undefined, isBehind }
  }

  async #catchUp(seen: Position | undefined): Promise<CaughtUp> {
    const written = this.#written
    const missing = [written, seen]
      .filter((position) => position !== undefined)
      .filter((position) => !this.#hasReached(position))
    const since = performance.now()
    this.counts.waited += 1
    const abandoned = this.#abandoned
    const patience = missing.some((position) => abandoned && reaches(abandoned, position)) ? 0 : PATIENCE
    const reached = await Promise.all(missing.map((position) => this.#feed.waitFor(position, patience)))
    if (reached.every(Boolean)) return LEVEL
    this.counts.askedMaster += 1
    try {
      const master = await this.#askMaster(since)
      // The book was replaced: the old position will never be reached.
      if (written && this.#written === written && !reaches(master.position, written)) this.#written = undefined
      return { master, isBehind: false }
    } catch (error) {
      if (error instanceof Unreadable) return { isBehind: true }
      throw error
    }
  }

  #mayBeOld(): boolean {
    const isTime = this.#trying !== undefined || performance.now() - this.#triedAt > RETRY_INTERVAL
    return isTime && !this.#book.health().readable
  }

  /** Tries the master once for all current readers. None of them waits long. */
  async #askWhereOld(): Promise<CaughtUp> {
    if (!this.#mayBeOld()) return LEVEL
    this.#trying ??= this.#tryMaster().finally(() => {
      this.#trying = undefined
      this.#triedAt = performance.now()
    })
    return this.#trying
  }

  #tryMaster(): Promise<CaughtUp> {
    const answer = this.#askMaster(performance.now()).then(
      (master): CaughtUp => ({ master, isBehind: false }),
      (error: unknown) => {
        if (error instanceof Unreadable) return LEVEL
        throw error
      },
    )
    return Promise.race([answer, pause(PATIENCE, LEVEL)])
  }

  /** Positions in a replaced book or a lost history can never be reached. */
  async #forgetWhatIsGone(): Promise<void> {
    const written = this.#written
    if (written?.generation !== this.#feed.state?.position.generation) this.#written = undefined
    if (!this.#written || this.#hasReached(this.#written)) return
    const master = await this.#askMaster(performance.now()).catch(() => undefined)
    if (master && this.#written === written && !reaches(master.position, this.#written)) this.#written = undefined
  }

  #isLevelWith(seen: Position | undefined): boolean {
    return (!this.#written || this.#hasReached(this.#written)) && (!seen || this.#hasReached(seen))
  }

  #hasReached(position: Position): boolean {
    const { state } = this.#feed
    return state !== undefined && reaches(state.position, position)
  }
}

interface CaughtUp {
  /** The master's newest page, if it had to be asked. */
  readonly master?: Page
  /** True if not even the master could be asked. */
  readonly isBehind: boolean
}

const LEVEL: CaughtUp = { isBehind: false }
