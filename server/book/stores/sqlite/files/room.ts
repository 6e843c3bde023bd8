import type { DatabaseSync } from 'node:sqlite'
import { NotWritten } from '../../../errors.ts'
import { unlock } from './connect.ts'
import { type DiskSpace, formatBytes, isFillingUp, percentUsed } from './disk-space.ts'
import type { Reserve } from './reserve.ts'
import { refillReserve } from './write-from-reserve.ts'

const LOOK_INTERVAL_MS = 2000

/** For the same state: a disk may hover around a limit. */
const LEAST_LOG_INTERVAL_MS = 60_000

export interface RoomLog {
  info(message: string): void
  warn(message: string): void
}

interface RoomOptions {
  readonly database: DatabaseSync
  readonly isLocked: boolean
  readonly reserve: Reserve
  readonly readSpace: () => DiskSpace | undefined
  readonly log: RoomLog
}

/** Watches the free disk space. Refuses entries and warns before it runs out, and notices when there is some again. */
export class Room {
  readonly #options: RoomOptions
  readonly #timer: NodeJS.Timeout
  readonly #logged = new Map<State, number>()
  #state: State = 'enough'
  #isLocked: boolean
  /** Sentences for the owner; empty while there is enough. */
  warnings: readonly string[] = []

  constructor(options: RoomOptions) {
    this.#options = options
    this.#isLocked = options.isLocked
    this.look()
    this.#timer = setInterval(() => this.look(), LOOK_INTERVAL_MS).unref()
  }

  get isEnough(): boolean {
    return this.#state !== 'full'
  }

  /** Throws {@link NotWritten} if there is not enough. */
  demand(): void {
    if (!this.#isLocked && this.#hasRoom(this.#options.readSpace())) return
    this.look()
    if (!this.isEnough) throw new NotWritten(this.warnings.join())
  }

  look(): void {
    const { database, reserve, readSpace } = this.#options
    if (!reserve.isWhole && readSpace()?.free !== 0) refillReserve(database, reserve)
    if (this.#isLocked && this.#hasRoom(readSpace())) this.#unlock()
    this.#tell(readSpace())
  }

  close(): void {
    clearInterval(this.#timer)
  }

  /** SQLite needs this to write its log back. A reserve in use is free space too, hence twice the size. */
  #hasRoom(space: DiskSpace | undefined): boolean {
    const { size, isWhole } = this.#options.reserve
    return space === undefined || space.free >= (isWhole ? size : 2 * size)
  }

  #unlock(): void {
    try {
      unlock(this.#options.database)
      this.#isLocked = false
    } catch {
      // The next look tries again.
    }
  }

  #tell(space: DiskSpace | undefined): void {
    const { log } = this.#options
    const before = this.#state
    const isFull = this.#isLocked || !this.#hasRoom(space)
    this.#state = isFull ? 'full' : space && isFillingUp(space) ? 'filling' : 'enough'
    this.warnings = this.#state === 'enough' ? [] : [this.#describe(space)]
    const now = performance.now()
    if (
      this.#state === before ||
      now - (this.#logged.get(this.#state) ?? Number.NEGATIVE_INFINITY) < LEAST_LOG_INTERVAL_MS
    )
      return
    this.#logged.set(this.#state, now)
    if (this.#state === 'enough') log.info('the disk that holds the book has room again')
    else log.warn(this.warnings.join())
  }

  #describe(space: DiskSpace | undefined): string {
    if (space && this.#state === 'filling') {
      return `the disk that holds the book is ${percentUsed(space)} % full, ${formatBytes(space.free)} are left: once it is full, new entries are refused`
    }
    const needed = formatBytes(2 * this.#options.reserve.size)
    return this.#isLocked
      ? `the disk that holds the book is full: pages are served, but nothing can be written until ${needed} are free`
      : `the disk that holds the book is full: pages are served and entries can be removed, but new ones are refused until ${needed} are free`
  }
}

type State = 'enough' | 'filling' | 'full'
