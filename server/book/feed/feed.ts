import { EventEmitter, once } from 'node:events'
import type { Entry } from '../../common/entry.ts'
import { compareIds } from '../../common/log-id.ts'
import { type Position, reaches } from '../../common/position.ts'
import { type Book, type Changes, type Page, SNAPSHOT_SIZE, type Snapshot } from '../book.ts'
import type { Change } from '../changes.ts'
import { Unreadable } from '../errors.ts'
import { PINNED_LIMIT } from '../moderation.ts'
import { applyChanges, changesBetween, extendState, type FeedState, stateOf, totalAt, wasRead } from './feed-state.ts'

/** With fewer entries than this in memory, the feed reads older ones, so that a page fits. */
const REFILL_BELOW = 100

interface FeedEvents {
  /** What happened after `before`; `state` already includes it. */
  changes: [changes: Changes, before: FeedState]
  /** The book was emptied, restored or replaced, or its last entries differ: pages must start over; `state` is the new one. */
  reload: [before: Position]
  moved: []
}

/** What a reader has missed, oldest first, and how many entries there were before. */
export interface Missed {
  readonly added: readonly Entry[]
  readonly changed: readonly Change[]
  readonly total: number
}

/** Follows the book once for the whole process and keeps its newest entries in memory, for the first page and live events. */
export class Feed extends EventEmitter<FeedEvents> {
  state: FeedState | undefined
  readonly #book: Book
  readonly #end = new AbortController()
  readonly #following: Promise<void>
  #refilling = false

  constructor(book: Book) {
    super()
    this.setMaxListeners(0)
    this.#book = book
    this.#following = this.#follow()
  }

  /** Resolves to true once the feed reaches `position`, or to false after `milliseconds`. */
  async waitFor(position: Position, milliseconds: number): Promise<boolean> {
    const deadline = AbortSignal.any([AbortSignal.timeout(milliseconds), this.#end.signal])
    while (!(this.state && reaches(this.state.position, position))) {
      try {
        await once(this, 'moved', { signal: deadline })
      } catch {
        return false
      }
    }
    return true
  }

  /** The entries that stand on top of the newest page, newest first; {@link PINNED_LIMIT} at most. */
  get pinned(): readonly Entry[] {
    return this.state?.pinned.slice(0, PINNED_LIMIT) ?? []
  }

  /** The newest page from memory; undefined if memory holds too few entries. */
  newest(limit: number): Page | undefined {
    const { state } = this
    if (!state || (state.entries.length < limit && state.entries.length < state.total)) return undefined
    const entries = state.entries.slice(0, limit)
    const next = state.total > entries.length ? (entries.at(-1)?.id ?? null) : null
    return { entries, pinned: this.pinned, next, total: state.total, position: state.position }
  }

  /** What a reader at `position` has missed. Undefined if that is unknown; the reader must then start over. */
  since(position: Position): Missed | undefined {
    const { state } = this
    if (!state || state.position.generation !== position.generation) return undefined
    if (!wasRead(state, position)) return undefined
    return {
      added: state.entries.filter(({ id }) => compareIds(id, position.entries) > 0).reverse(),
      changed: state.changed.filter(({ id }) => compareIds(id, position.changes) > 0),
      total: totalAt(state, position),
    }
  }

  async close(): Promise<void> {
    this.#end.abort()
    await this.#following
  }

  async #follow(): Promise<void> {
    for await (const next of this.#book.follow(this.#end.signal)) {
      if (next.kind === 'snapshot') this.#startOver(next)
      else this.#apply(next)
      this.emit('moved')
    }
  }

  #startOver(snapshot: Snapshot): void {
    const changes = this.state && changesBetween(this.state, snapshot)
    if (changes) {
      this.#apply(changes)
      return
    }
    const before = this.state
    this.state = stateOf(snapshot, (before?.version ?? 0) + 1)
    if (before) this.emit('reload', before.position)
  }

  #apply(changes: Changes): void {
    if (!this.state) return
    const before = this.state
    this.state = applyChanges(this.state, changes)
    this.emit('changes', changes, before)
    if (this.state.entries.length < REFILL_BELOW && this.state.entries.length < this.state.total) void this.#refill()
  }

  async #refill(): Promise<void> {
    const { state } = this
    if (!state || this.#refilling) return
    this.#refilling = true
    try {
      const limit = SNAPSHOT_SIZE - state.entries.length
      const older = await this.#book.page({ before: state.entries.at(-1)?.id, limit, atLeast: state.position })
      this.state = extendState(this.state, state, older)
      this.emit('moved')
    } catch (error) {
      // The next change tries again; until then, such pages are read from the book.
      if (!(error instanceof Unreadable)) throw error
    } finally {
      this.#refilling = false
    }
  }
}
