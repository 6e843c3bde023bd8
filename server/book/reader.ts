import { type Book, type Found, type Page, SNAPSHOT_SIZE, Unreadable } from './book.ts'
import { coalesce } from './coalesce.ts'
import type { Feed } from './feed.ts'
import type { LogId } from './log-id.ts'
import { furthest, type Position, reaches } from './position.ts'

/** How long a reader who is ahead of this process waits for it, in milliseconds, before the master is asked. */
const PATIENCE = 250

/** What an answer says about the visitor's own position. */
interface Checked {
  /** True where the master was asked after the visitor came: what they claim to have seen beyond the answer is not there. */
  readonly isConfirmed: boolean
}

/** A page, and how it came about. */
export interface Reading extends Page, Checked {
  /** The feed's version where this is the page in memory; undefined where a node was asked. */
  readonly version?: number | undefined
  /** Where no node can be asked, so that memory may be behind: when one last could, in milliseconds since 1970. */
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
  /** When the feed was last level with it, in milliseconds. */
  #levelAt = 0
  readonly #askMaster: (since: number) => Promise<Page>

  constructor(book: Book, feed: Feed) {
    this.#book = book
    this.#feed = feed
    this.#askMaster = coalesce(() => book.page({ limit: SNAPSHOT_SIZE, fromMaster: true }))
    feed.on('reload', () => {
      // What was written to a book that is no longer there can never be reached.
      if (this.#written?.generation !== feed.state?.position.generation) this.#written = undefined
    })
  }

  /** To be called with the position of every write that was acknowledged here. */
  hasWritten(position: Position): void {
    if (!this.#written || this.#hasReached(this.#written)) this.#levelAt = performance.now()
    this.#written = this.#written ? furthest(this.#written, position) : position
  }

  /** For how long the feed has been behind what this process has written, in seconds; 0 where it is not. */
  lag(): number {
    return !this.#written || this.#hasReached(this.#written) ? 0 : (performance.now() - this.#levelAt) / 1000
  }

  /** The newest entries. Throws {@link Unreadable} where no node can be asked and memory holds nothing. */
  async newest(limit: number, seen?: Position): Promise<Reading> {
    const master = await this.#catchUp(seen)
    if (master) return { ...cut(master, limit), isConfirmed: true }
    return this.#fromMemory(limit) ?? { ...(await this.#book.page({ limit })), isConfirmed: false }
  }

  /** The entries before one, which a node is always asked for. Throws {@link Unreadable} where none can be. */
  async older(before: LogId, limit: number, seen?: Position): Promise<Reading> {
    const { atLeast, isConfirmed } = await this.#requirement(seen)
    return { ...(await this.#book.page({ before, limit, atLeast })), isConfirmed }
  }

  /** One entry, where it stands. Throws {@link Unreadable} where no node can be asked and memory does not hold it. */
  async find(id: LogId, seen?: Position): Promise<Found & Checked> {
    const { atLeast, isConfirmed } = await this.#requirement(seen)
    const { state } = this.#feed
    const entry = state?.entries.find((candidate) => candidate.id === id)
    if (state && entry && (!atLeast || reaches(state.position, atLeast)))
      return { entry, position: state.position, isConfirmed }
    return { ...(await this.#book.find(id, atLeast)), isConfirmed }
  }

  /** What an answer must reach: all that was written here and all that the visitor has seen, unless the latter is impossible. */
  async #requirement(seen: Position | undefined): Promise<Checked & { atLeast: Position | undefined }> {
    const master = await this.#catchUp(seen)
    const possible = [this.#written, seen].filter(
      (position) => position && (!master || reaches(master.position, position)),
    )
    const atLeast = (possible as Position[]).reduce<Position | undefined>(
      (all, one) => (all ? furthest(all, one) : one),
      undefined,
    )
    return { atLeast, isConfirmed: master !== undefined }
  }

  /**
   * Waits for the feed to reach what was written and seen.
   * @returns the master's newest page where the wait was in vain; undefined where memory will do, or has to.
   */
  async #catchUp(seen: Position | undefined): Promise<Page | undefined> {
    const written = this.#written
    const missing = [written, seen].filter(
      (position) => position !== undefined && !this.#hasReached(position),
    ) as Position[]
    if (missing.length === 0) return undefined
    const since = performance.now()
    this.counts.waited += 1
    const reached = await Promise.all(missing.map((position) => this.#feed.reaches(position, PATIENCE)))
    if (reached.every(Boolean)) return undefined
    this.counts.askedMaster += 1
    try {
      const master = await this.#askMaster(since)
      // The book was replaced meanwhile: nobody will ever reach what was written to the one before.
      if (written && this.#written === written && !reaches(master.position, written)) this.#written = undefined
      return master
    } catch (error) {
      if (error instanceof Unreadable) return undefined
      throw error
    }
  }

  #fromMemory(limit: number): Reading | undefined {
    const page = this.#feed.newest(limit)
    const { readable, lastContact } = this.#book.health()
    const staleSince = readable ? undefined : lastContact
    return page && { ...page, version: this.#feed.state?.version, staleSince, isConfirmed: false }
  }

  #hasReached(position: Position): boolean {
    const { state } = this.#feed
    return state !== undefined && reaches(state.position, position)
  }
}

/** The first part of a page. */
function cut(page: Page, limit: number): Page {
  if (page.entries.length <= limit) return page
  const entries = page.entries.slice(0, limit)
  return { ...page, entries, next: entries.at(-1)?.id ?? null }
}
