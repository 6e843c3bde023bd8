import { setTimeout as pause } from 'node:timers/promises'
import { LOG_START, type LogId, previousId } from '../../shared/log-id.ts'
import { formatPosition, furthest, type Position, reaches } from '../../shared/position.ts'
import { type Book, type Found, type Page, type PageRequest, SNAPSHOT_SIZE, Unreadable } from '../book.ts'
import type { Feed } from '../feed/feed.ts'
import { coalesce } from './coalesce.ts'
import { entrySize } from './entry-size.ts'
import { FutureIds } from './future-ids.ts'
import { Gate } from './gate.ts'
import { shareTurn } from './share-turn.ts'
import { StateCache } from './state-cache.ts'

/** How long a reader who is ahead of this process waits for it, in milliseconds, before the master is asked. */
const PATIENCE = 250

/** How often the master is asked whether it is back, while no node can be read, in milliseconds: who reads meanwhile does not wait for it. */
const RETRY_INTERVAL = 2000

/**
 * How large the entries of a page are at most, in bytes of HTML: a page with larger entries ends earlier, after at least one. With the
 * form and the frame it has about 100 KB. Pages of the API end at the same place, whatever their `limit`.
 */
const PAGE_BYTES = 90_000

/** How many entries a read has for each place that it takes in the gate. */
const ENTRIES_OF_PLACE = 20

/** What an answer says about the visitor's own position. */
interface Checked {
  /** True where the master was asked after the visitor came: what they claim to have seen beyond the answer is not there. */
  readonly isConfirmed: boolean
}

/** A page, and how it came about. What is the same is the same object, so that what was made of it can be kept with it. */
export interface Reading extends Page, Checked {
  /** Where this may be behind what has happened, since nobody can be asked who knows: when one last could, in milliseconds since 1970. */
  readonly staleSince?: number | undefined
}

/**
 * Answers readers so that nobody ever sees less than they have seen or written: from memory where that is far enough, after
 * a short wait for the feed otherwise, and in the end from the master.
 */
export class Reader {
  /** How often a reader was ahead of this process and waited, and how often that was not enough. */
  readonly counts = { waited: 0, askedMaster: 0 }
  readonly #book: Book
  readonly #feed: Feed
  /** The furthest position that this process has written. */
  #written: Position | undefined
  /** How far this process was before the book was replaced, or lost its last entries: what was seen there may never be reached. */
  #abandoned: Position | undefined
  /** When the feed was last level with it, in milliseconds. */
  #levelAt = 0
  readonly #remembered = new StateCache<number, Reading | undefined>()
  readonly #shareOlder = shareTurn<Reading>()
  /** Before every read from a node that no other reader can share: what is read is held until it has been rendered. */
  readonly #gate: Gate
  readonly #askMaster: (since: number) => Promise<Page>
  readonly #future: FutureIds
  /** The question whether the master is back, while it is under way, and when one last was, in milliseconds. */
  #trying: Promise<CaughtUp> | undefined
  #triedAt = Number.NEGATIVE_INFINITY

  constructor(book: Book, feed: Feed, gate = new Gate()) {
    this.#book = book
    this.#feed = feed
    this.#gate = gate
    this.#askMaster = coalesce(() => book.page({ limit: SNAPSHOT_SIZE, fromMaster: true }))
    this.#future = new FutureIds(book, feed)
    feed.on('reload', (before) => {
      this.#abandoned = before
      void this.#forgetWhatIsGone()
    })
  }

  /** To be called with the position of every write that was acknowledged here. */
  noteWritten(position: Position): void {
    if (!this.#written || this.#hasReached(this.#written)) this.#levelAt = performance.now()
    this.#written = this.#written ? furthest(this.#written, position) : position
  }

  /** For how long the feed has been behind what this process has written, in seconds; 0 where it is not. */
  lag(): number {
    return !this.#written || this.#hasReached(this.#written) ? 0 : (performance.now() - this.#levelAt) / 1000
  }

  /**
   * The newest entries; not a promise where memory has them, as it mostly does: a page that is answered at once costs a tenth less.
   * Rejects with {@link Unreadable} where no node can be asked and memory holds nothing.
   */
  newest(limit: number, seen?: Position): Reading | Promise<Reading> {
    const isKnown = this.#isLevelWith(seen) && !this.#mayBeOld()
    return (isKnown && this.remembered(limit)) || this.#awaitNewest(limit, seen)
  }

  async #awaitNewest(limit: number, seen: Position | undefined): Promise<Reading> {
    const { master, isBehind } = this.#isLevelWith(seen) ? await this.#askWhereOld() : await this.#catchUp(seen)
    if (master) return { ...cut(master, limit), isConfirmed: true }
    const page = this.remembered(limit, isBehind)
    return page ?? { ...cut(await this.#readPage({ limit }), limit), isConfirmed: false }
  }

  /**
   * The newest entries as they are in memory, at once; undefined where memory holds nothing.
   * @param isBehind whether it is known that there are newer ones
   */
  remembered(limit: number, isBehind = false): Reading | undefined {
    const version = this.#feed.state?.version
    const { readable, lastContact, masterContact } = this.#book.health()
    const staleSince = isBehind ? masterContact : readable ? undefined : lastContact
    return this.#remembered.get(limit, `${version} ${staleSince}`, () => {
      const page = this.#feed.newest(limit)
      return page && { ...cut(page, limit), staleSince, isConfirmed: false }
    })
  }

  /**
   * The entries before one, which a node is always asked for. Throws {@link Unreadable} where none can be, and `LimitReached` where
   * too many others are being read.
   */
  older(before: LogId, limit: number, seen?: Position): Promise<Reading> {
    const key = `${before} ${limit} ${seen && formatPosition(seen)}`
    return this.#shareOlder(key, () => this.#readOlder(before, limit, seen))
  }

  async #readOlder(before: LogId, limit: number, seen: Position | undefined): Promise<Reading> {
    // What directly follows the last entry is its own address.
    const newest = before === LOG_START ? undefined : await this.#future.newestBefore(previousId(before))
    if (newest) return { ...cut(newest, limit), isConfirmed: true }
    const { atLeast, isConfirmed, isBehind } = await this.#requirement(seen)
    const page = cut(await this.#readPage({ before, limit, atLeast }), limit)
    return { ...page, isConfirmed, staleSince: isBehind ? this.#book.health().masterContact : undefined }
  }

  #readPage(request: PageRequest): Promise<Page> {
    return this.#gate.enter(() => this.#book.page(request), Math.ceil(request.limit / ENTRIES_OF_PLACE))
  }

  /** One entry, where it stands. Throws {@link Unreadable} where no node can be asked and memory does not hold it. */
  async find(id: LogId, seen?: Position): Promise<Found & Checked> {
    const newest = await this.#future.newestBefore(id)
    if (newest) return { entry: undefined, position: newest.position, isConfirmed: true }
    const { atLeast, isConfirmed } = await this.#requirement(seen)
    const { state } = this.#feed
    const entry = state?.entries.find((candidate) => candidate.id === id)
    if (state && entry && (!atLeast || reaches(state.position, atLeast)))
      return { entry, position: state.position, isConfirmed }
    return { ...(await this.#gate.enter(() => this.#book.find(id, atLeast))), isConfirmed }
  }

  /** What an answer must reach: all that was written here and all that the visitor has seen, unless the latter is impossible. */
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

  /** Waits for the feed to reach what was written and seen, and asks the master where that is in vain. */
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
      // The book was replaced meanwhile: nobody will ever reach what was written to the one before.
      if (written && this.#written === written && !reaches(master.position, written)) this.#written = undefined
      return { master, isBehind: false }
    } catch (error) {
      if (error instanceof Unreadable) return { isBehind: true }
      throw error
    }
  }

  /** True where no node can be read, so that memory is old, and it is time to ask again whether the master is back. */
  #mayBeOld(): boolean {
    const isTime = this.#trying !== undefined || performance.now() - this.#triedAt > RETRY_INTERVAL
    return isTime && !this.#book.health().readable
  }

  /** Asks the master before memory answers that may be old, once for all who read at the time; none of them waits for long. */
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

  /** What was written to a book or a history that is no more can never be reached. */
  async #forgetWhatIsGone(): Promise<void> {
    const written = this.#written
    if (written?.generation !== this.#feed.state?.position.generation) this.#written = undefined
    if (!this.#written || this.#hasReached(this.#written)) return
    const master = await this.#askMaster(performance.now()).catch(() => undefined)
    if (master && this.#written === written && !reaches(master.position, this.#written)) this.#written = undefined
  }

  /** True where the feed has reached all that was written here and all that a reader has seen. */
  #isLevelWith(seen: Position | undefined): boolean {
    return [this.#written, seen].every((position) => position === undefined || this.#hasReached(position))
  }

  #hasReached(position: Position): boolean {
    const { state } = this.#feed
    return state !== undefined && reaches(state.position, position)
  }
}

/** How the wait for a position ended. */
interface CaughtUp {
  /** The master's newest page, where it had to be asked. */
  readonly master?: Page
  /** True where not even the master could be asked: what is answered lacks something. */
  readonly isBehind: boolean
}

const LEVEL: CaughtUp = { isBehind: false }

/** The first part of a page: no more entries than `limit`, and no more bytes than a page may have, but at least one entry. */
function cut(page: Page, limit: number): Page {
  let bytes = 0
  const end = page.entries.findIndex((entry, index) => {
    bytes += entrySize(entry)
    return index === limit || (bytes > PAGE_BYTES && index > 0)
  })
  if (end < 0) return page
  const entries = page.entries.slice(0, end)
  return { ...page, entries, next: entries.at(-1)?.id ?? null }
}
