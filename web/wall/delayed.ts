import type { Entry } from '../../server/common/entry.ts'
import { API_ENTRIES_PATH } from '../../server/common/paths.ts'
import { addressOf } from '../address.ts'
import { positionHeader } from '../position-header.ts'
import { retryPause } from '../retry.ts'

/** Of more, the oldest are left out until the wall reads the book anew. */
const MOST_WAITING = 200

interface Waiting {
  readonly entry: Entry
  readonly timer: ReturnType<typeof setTimeout>
  /** How often it could not be looked up. */
  readonly failures: number
}

/**
 * New entries that wait before the wall shows them, so that there is time to hide them. At the end of its time each is looked up in the
 * book: it may have been hidden while the connection was lost.
 */
export class Delayed {
  readonly #onDue: (entry: Entry) => void
  readonly #position: () => string | undefined
  readonly #waiting = new Map<string, Waiting>()

  /** @param position how far the wall has read: no front end that is behind is asked */
  constructor(onDue: (entry: Entry) => void, position: () => string | undefined) {
    this.#onDue = onDue
    this.#position = position
  }

  has(id: string): boolean {
    return this.#waiting.has(id)
  }

  /** Lets an entry wait for so many milliseconds. One that waits already goes on waiting. */
  add(entry: Entry, milliseconds: number): void {
    if (this.update(entry)) return
    this.#wait(entry, milliseconds, 0)
    const [oldest] = this.#waiting.keys()
    if (this.#waiting.size > MOST_WAITING && oldest !== undefined) this.drop(oldest)
  }

  /** Gives an entry that waits its new state. @returns whether it waits */
  update(entry: Entry): boolean {
    const waiting = this.#waiting.get(entry.id)
    if (waiting) this.#waiting.set(entry.id, { ...waiting, entry })
    return waiting !== undefined
  }

  drop(id: string): void {
    clearTimeout(this.#waiting.get(id)?.timer)
    this.#waiting.delete(id)
  }

  /** Drops all that are not among `ids`. */
  keepOnly(ids: ReadonlySet<string>): void {
    for (const id of this.#waiting.keys()) if (!ids.has(id)) this.drop(id)
  }

  /** The book answers again: looks up at once what it could not. */
  lookUpAgain(): void {
    for (const [id, { timer, failures }] of this.#waiting) {
      if (failures === 0) continue
      clearTimeout(timer)
      void this.#finish(id)
    }
  }

  #wait(entry: Entry, milliseconds: number, failures: number): void {
    clearTimeout(this.#waiting.get(entry.id)?.timer)
    const timer = setTimeout(() => void this.#finish(entry.id), milliseconds)
    this.#waiting.set(entry.id, { entry, timer, failures })
  }

  async #finish(id: string): Promise<void> {
    const answer = await isInBook(id, this.#position())
    // It may have been dropped while the book was asked.
    const waiting = this.#waiting.get(id)
    if (!waiting) return
    const failures = waiting.failures + 1
    if (answer === 'unknown') return this.#wait(waiting.entry, retryPause(failures, null), failures)
    this.#waiting.delete(id)
    if (answer === 'yes') this.#onDue(waiting.entry)
  }
}

async function isInBook(id: string, position: string | undefined): Promise<'yes' | 'no' | 'unknown'> {
  try {
    const { ok, status } = await fetch(addressOf(`${API_ENTRIES_PATH}/${id}`), {
      cache: 'no-store',
      redirect: 'manual',
      headers: positionHeader(position),
    })
    if (ok) return 'yes'
    // An entry that was changed has another address.
    return status === 404 || status === 410 || status === 0 ? 'no' : 'unknown'
  } catch {
    return 'unknown'
  }
}
