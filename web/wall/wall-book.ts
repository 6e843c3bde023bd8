import type { Entry } from '../../server/common/entry.ts'
import { compareIds, type LogId } from '../../server/common/log-id.ts'
import { formatPosition, type Position, parsePosition, reaches } from '../../server/common/position.ts'
import { newSince } from '../../server/common/wall.ts'
import { advance } from '../following/advance.ts'
import type { Follower } from '../following/live.ts'
import { hasLost } from '../position-header.ts'
import { Delayed } from './delayed.ts'
import type { Programme } from './programme.ts'
import { type Read, readEntries } from './read-entries.ts'
import type { Ring } from './ring.ts'

interface WallBookOptions {
  readonly ring: Ring
  readonly programme: Programme
  /** How long a new entry waits, in seconds. */
  readonly delay: () => number
  /** The entry that the page came with. */
  readonly first: LogId | undefined
  readonly onTotal: (total: number, newest: Entry | undefined) => void
  readonly onAnswered: () => void
}

/** What the wall knows of the book: it passes new entries on when they have waited, and takes off what is gone. */
export class WallBook implements Follower {
  readonly #options: WallBookOptions
  readonly #delayed: Delayed
  #position: Position | undefined
  #total = 0
  #newest: Entry | undefined

  constructor(options: WallBookOptions) {
    this.#options = options
    this.#delayed = new Delayed(
      (entry) => options.programme.announce(entry),
      () => this.position,
    )
  }

  get position(): string | undefined {
    return this.#position && formatPosition(this.#position)
  }

  entry(entry: Entry, event: string): void {
    const { isNew, isChange } = this.#advance(event, entry)
    if (isNew || isChange) this.#count(this.#total + 1, entry)
    if (isNew) this.#receive(entry)
    else if (isChange) this.#showAgain(entry)
  }

  changed(entry: Entry, event: string): void {
    const { isNew } = this.#advance(event, entry)
    if (isNew) this.#count(this.#total + 1, entry)
    if (entry.replaces !== undefined) this.#drop(entry.replaces)
    if (isNew) this.#receive(entry)
    else if (!this.#delayed.update(entry) && (this.#options.ring.get(entry.id) || entry.pinned))
      this.#options.ring.put(entry)
  }

  removed(id: string, event: string): void {
    if (this.#advance(event).isChange) this.#count(this.#total - 1)
    this.#drop(id)
  }

  total(total: number, event: string): void {
    this.#advance(event)
    this.#count(total)
  }

  async refetch(): Promise<void> {
    let read = await readEntries()
    let isContinued = this.#isSameBook(read)
    if (isContinued && this.#isOlder(read)) {
      const known = this.#position
      read = await readEntries(this.position)
      // A front end that is behind has nothing to say.
      if (known !== this.#position || !hasLost(known, read.position)) return
      isContinued = false
    }
    this.#take(read, isContinued)
    this.#position = parsePosition(read.position)
    this.#options.programme.start(this.#options.first)
  }

  answered(isAnswering: boolean): void {
    if (!isAnswering) return
    this.#delayed.lookUpAgain()
    this.#options.onAnswered()
  }

  #isSameBook({ position }: Read): boolean {
    return parsePosition(position)?.generation === this.#position?.generation
  }

  #isOlder({ position }: Read): boolean {
    const read = parsePosition(position)
    return read !== undefined && this.#position !== undefined && !reaches(read, this.#position)
  }

  #take({ entries, total, now }: Read, isContinued: boolean): void {
    const { ring, programme } = this.#options
    const ids = new Set(entries.map(({ id }) => id))
    this.#delayed.keepOnly(ids)
    const known = isContinued ? this.#position?.entries : undefined
    // Oldest first, so that the order of new ones is theirs.
    for (const entry of entries.toReversed()) {
      const wait = this.#waitOf(entry, now)
      if (ring.get(entry.id)) ring.put(entry)
      else if (wait > 0 || this.#delayed.has(entry.id)) this.#delayed.add(entry, wait)
      else if (known !== undefined && compareIds(entry.id, known) > 0) programme.announce(entry)
      else ring.put(entry)
    }
    // After the others have come, so that what takes its place on the wall is of now.
    for (const id of ring.ids) if (!ids.has(id)) programme.drop(id)
    this.#newest = undefined
    this.#count(total, entries[0])
  }

  /** How much longer an entry has to wait, in milliseconds. */
  #waitOf(entry: Entry, now: number | undefined): number {
    const delay = this.#options.delay() * 1000
    const age = now === undefined ? 0 : now - newSince(entry)
    return Math.min(Math.max(delay - age, 0), delay)
  }

  #receive(entry: Entry): void {
    this.#delayed.add(entry, this.#options.delay() * 1000)
  }

  /** The owner had hidden it. */
  #showAgain(entry: Entry): void {
    const { ring, programme } = this.#options
    ring.put(entry)
    programme.start()
  }

  #drop(id: LogId): void {
    this.#delayed.drop(id)
    this.#options.programme.drop(id)
  }

  #advance(event: string, entry?: Entry) {
    const step = advance(this.#position, event, entry)
    this.#position = step.position
    return step
  }

  #count(total: number, newest?: Entry): void {
    this.#total = Math.max(total, 0)
    if (newest && (!this.#newest || compareIds(newest.id, this.#newest.id) > 0)) this.#newest = newest
    this.#options.onTotal(this.#total, this.#newest)
  }
}
