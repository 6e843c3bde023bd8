import { setTimeout as pause } from 'node:timers/promises'
import { furthest, type Position, reaches } from '../../common/position.ts'
import { type Book, type Page, SNAPSHOT_SIZE } from '../book.ts'
import { Unreadable } from '../errors.ts'
import type { Feed } from '../feed/feed.ts'
import { coalesce } from './coalesce.ts'

/** How long a reader ahead of this process waits before the master is asked. */
const PATIENCE_MS = 250

/** While no node can be read. Other readers do not wait for it. */
const RETRY_INTERVAL_MS = 2000

export interface Checked {
  /** True if the master was asked after the visitor came. What they claim to have seen beyond the answer does not exist. */
  readonly isConfirmed: boolean
}

/** How far this process has read the book. If that is behind what was written here or a visitor has seen, it waits for the feed, then asks the master. */
export class Progress {
  readonly counts = { waited: 0, askedMaster: 0 }
  readonly #book: Book
  readonly #feed: Feed
  #written: Position | undefined
  /** Where this process was before the book was replaced or lost entries. It may never get there again. */
  #abandoned: Position | undefined
  /** When the feed last caught up with `#written`, in milliseconds. */
  #levelAt = 0
  readonly #askMaster: (since: number) => Promise<Page>
  #trying: Promise<CaughtUp> | undefined
  #triedAt = Number.NEGATIVE_INFINITY

  constructor(book: Book, feed: Feed) {
    this.#book = book
    this.#feed = feed
    this.#askMaster = coalesce(() => book.page({ limit: SNAPSHOT_SIZE, fromMaster: true }))
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

  /** True if this process has all that was written here and that the visitor has seen. */
  isLevelWith(seen: Position | undefined): boolean {
    return (!this.#written || this.#hasReached(this.#written)) && (!seen || this.#hasReached(seen))
  }

  /** The position an answer must reach: everything written here and seen by the visitor, unless that is impossible. */
  async requirement(
    seen: Position | undefined,
  ): Promise<Checked & { atLeast: Position | undefined; isBehind: boolean }> {
    const { master, isBehind } = this.isLevelWith(seen) ? LEVEL : await this.catchUp(seen)
    const possible = [this.#written, seen]
      .filter((position) => position !== undefined)
      .filter((position) => !master || reaches(master.position, position))
    const atLeast = possible.reduce<Position | undefined>((all, one) => (all ? furthest(all, one) : one), undefined)
    return { atLeast, isConfirmed: master !== undefined, isBehind }
  }

  /** Call this if the process is not level with the visitor. Waits {@link PATIENCE_MS} at most before it asks the master. */
  async catchUp(seen: Position | undefined): Promise<CaughtUp> {
    const written = this.#written
    const missing = [written, seen]
      .filter((position) => position !== undefined)
      .filter((position) => !this.#hasReached(position))
    const since = performance.now()
    this.counts.waited += 1
    const abandoned = this.#abandoned
    const patience = missing.some((position) => abandoned && reaches(abandoned, position)) ? 0 : PATIENCE_MS
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

  /** If no node can be read, tries the master once for all current readers. None of them waits long. */
  async askIfUnreadable(): Promise<CaughtUp> {
    if (!this.#shouldTryMaster()) return LEVEL
    this.#trying ??= this.#tryMaster().finally(() => {
      this.#trying = undefined
      this.#triedAt = performance.now()
    })
    return this.#trying
  }

  #shouldTryMaster(): boolean {
    const isTime = this.#trying !== undefined || performance.now() - this.#triedAt > RETRY_INTERVAL_MS
    return isTime && !this.#book.health().readable
  }

  #tryMaster(): Promise<CaughtUp> {
    const answer = this.#askMaster(performance.now()).then(
      (master): CaughtUp => ({ master, isBehind: false }),
      (error: unknown) => {
        if (error instanceof Unreadable) return LEVEL
        throw error
      },
    )
    return Promise.race([answer, pause(PATIENCE_MS, LEVEL)])
  }

  /** Positions in a replaced book or a lost history can never be reached. */
  async #forgetWhatIsGone(): Promise<void> {
    const written = this.#written
    if (written?.generation !== this.#feed.state?.position.generation) this.#written = undefined
    if (!this.#written || this.#hasReached(this.#written)) return
    const master = await this.#askMaster(performance.now()).catch(() => undefined)
    if (master && this.#written === written && !reaches(master.position, this.#written)) this.#written = undefined
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
