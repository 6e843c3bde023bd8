import type { DatabaseSync } from 'node:sqlite'
import { NotWritten } from '../../book.ts'
import { unlock } from './connect.ts'
import { type DiskSpace, formatBytes, isFillingUp, percentUsed } from './disk-space.ts'
import type { Reserve } from './reserve.ts'
import { takeBack } from './write-from-reserve.ts'

/** How often the disk is looked at, in milliseconds. */
const LOOK_INTERVAL = 2000

/** How often the same thing is logged at most, in milliseconds: a disk may go back and forth over a limit. */
const LOG_INTERVAL = 60_000

/** Where a warning goes; pino's own logger does. */
export interface RoomLog {
  info(message: string): void
  warn(message: string): void
}

export interface RoomOptions {
  readonly database: DatabaseSync
  /** True where the database was locked for lack of room. */
  readonly isLocked: boolean
  readonly reserve: Reserve
  /** Undefined where it cannot be found out. */
  readonly readSpace: () => DiskSpace | undefined
  readonly log: RoomLog
}

/** Watches the room on the disk: refuses entries and warns before it runs out, and notices when there is some again. */
export class Room {
  readonly #options: RoomOptions
  readonly #timer: NodeJS.Timeout
  readonly #logged = new Map<State, number>()
  #state: State = 'enough'
  #isLocked: boolean
  /** What to tell the owner, in plain sentences; empty while there is enough. */
  warnings: readonly string[] = []

  constructor(options: RoomOptions) {
    this.#options = options
    this.#isLocked = options.isLocked
    this.look()
    this.#timer = setInterval(() => this.look(), LOOK_INTERVAL).unref()
  }

  /** False where entries are refused. As of the last look. */
  get isEnough(): boolean {
    return this.#state !== 'full'
  }

  /** Throws {@link NotWritten} where the disk has no room for more entries. */
  demand(): void {
    if (!this.#isLocked && this.#hasRoom(this.#options.readSpace())) return
    this.look()
    if (!this.isEnough) throw new NotWritten(this.warnings.join())
  }

  /** Finds out how much room there is, and uses what has become free. */
  look(): void {
    const { database, reserve, readSpace } = this.#options
    if (!reserve.isWhole && readSpace()?.free !== 0) takeBack(database, reserve)
    if (this.#isLocked && this.#hasRoom(readSpace())) this.#unlock()
    this.#tell(readSpace())
  }

  close(): void {
    clearInterval(this.#timer)
  }

  /**
   * As much must be free as the reserve holds: SQLite needs it to write its log back into the book. Where the reserve is lent
   * out, its room is free, too, and counts for nothing; where a quota forbids to make one, twice as much is as good.
   */
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
    if (this.#state === before || now - (this.#logged.get(this.#state) ?? Number.NEGATIVE_INFINITY) < LOG_INTERVAL)
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
