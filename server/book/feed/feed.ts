import { EventEmitter, once } from 'node:events'
import { compareIds } from '../../shared/log-id.ts'
import { type Position, reaches } from '../../shared/position.ts'
import { type Book, type Changes, type Page, SNAPSHOT_SIZE, type Snapshot, Unreadable } from '../book.ts'
import { applyChanges, changesBetween, extendState, type FeedState, stateOf, wasRead } from './feed-state.ts'

/** Below this many entries in memory the feed asks for older ones: a page must fit. */
const REFILL_BELOW = 100

interface FeedEvents {
  /** New entries or removals, which followed on `before`; `state` already has them. */
  changes: [changes: Changes, before: Position]
  /** The book was emptied, restored or replaced, or its last entries are others: whoever shows it has to begin again; `state` is the new one. */
  reload: [before: Position]
  /** The position has moved, by whatever. */
  moved: []
}

/**
 * Follows a book once for the whole process and keeps its newest entries in memory. From it come the first page, the live
 * events, and the position up to which this process can answer without asking anyone.
 */
export class Feed extends EventEmitter<FeedEvents> {
  /** Undefined until the book was first read. */
  state: FeedState | undefined
  readonly #book: Book
  readonly #end = new AbortController()
  readonly #following: Promise<void>
  #refilling = false

  constructor(book: Book) {
    super()
    // One listener for each open page and each reader who waits.
    this.setMaxListeners(0)
    this.#book = book
    this.#following = this.#follow()
  }

  /**
   * Resolves to true as soon as the feed has reached `position`, to false where it has not after `milliseconds`.
   */
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

  /** The newest page, from memory; undefined where memory does not hold as many entries as the page needs. */
  newest(limit: number): Page | undefined {
    const { state } = this
    if (!state || (state.entries.length < limit && state.entries.length < state.total)) return undefined
    const entries = state.entries.slice(0, limit)
    const next = state.total > entries.length ? (entries.at(-1)?.id ?? null) : null
    return { entries, next, total: state.total, position: state.position }
  }

  /**
   * What has happened since `position`, oldest first: what a reader who lost the connection has missed. Undefined where
   * that lies outside what is in memory, in another generation, or in a history that is no more: the reader has to begin again.
   */
  since(position: Position): Pick<Changes, 'added' | 'removals'> | undefined {
    const { state } = this
    if (!state || state.position.generation !== position.generation) return undefined
    if (!wasRead(state, position)) return undefined
    return {
      added: state.entries.filter(({ id }) => compareIds(id, position.entries) > 0).reverse(),
      removals: state.removals.filter(({ id }) => compareIds(id, position.removed) > 0),
    }
  }

  /** Stops following. */
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
    const before = this.state.position
    this.state = applyChanges(this.state, changes)
    this.emit('changes', changes, before)
    if (this.state.entries.length < REFILL_BELOW && this.state.entries.length < this.state.total) void this.#refill()
  }

  /** Reads what stands before the entries in memory, once removals have left few of them. */
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
      // Tried again with the next change; until then such a page is read from the book.
      if (!(error instanceof Unreadable)) throw error
    } finally {
      this.#refilling = false
    }
  }
}
