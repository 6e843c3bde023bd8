import type { FastifyReply } from 'fastify'
import type { Book, Fate } from '../book/book.ts'
import { Unreadable } from '../book/errors.ts'
import type { Feed } from '../book/feed/feed.ts'
import type { HeldEntry } from '../book/moderation.ts'
import { ReadQueue } from '../book/reader/read-queue.ts'
import type { Reading } from '../book/reader/reader.ts'
import { LimitReached } from '../common/limit-reached.ts'
import { compareIds, LOG_START, type LogId, timeOf } from '../common/log-id.ts'
import { furthest, type Position } from '../common/position.ts'
import { addOwnEntry, type OwnEntry } from '../http/own-entries-cookie.ts'
import type { Visitor } from '../http/visitor.ts'
import type { OwnView } from '../pages/book-view.ts'
import { changeWindow, isWithin, writtenSince } from '../signing/change-window.ts'

interface Own {
  readonly entries: readonly OwnEntry[]
  /** Newest first. */
  readonly waiting: readonly HeldEntry[]
  /** What the page must include: also entries that were published since. */
  readonly seen: Position | undefined
}

/** Finds what only one visitor sees. Costs nothing for visitors who have written nothing. */
export class OwnViews {
  readonly #book: Book
  readonly #feed: Feed
  readonly #queue = new ReadQueue()

  constructor({ book, feed }: { readonly book: Book; readonly feed: Feed }) {
    this.#book = book
    this.#feed = feed
  }

  /** Returns undefined at once if there is nothing. On the newest page it asks what became of entries that waited. */
  find(visitor: Visitor, reply: FastifyReply, isNewest: boolean): Promise<Own> | undefined {
    const { own } = visitor
    if (own.length === 0) return undefined
    const waiting = own.filter(({ isWaiting }) => isWaiting).map(({ id }) => id)
    const author = isNewest && waiting.length > 0 ? visitor.author : undefined
    if (author !== undefined) return this.#findFates(visitor, author, waiting, reply)
    const since = writtenSince(changeWindow(this.#feed.state?.settings), Date.now())
    // An entry may be older than its id, if it has waited, but never younger.
    const mayChange = own.some(({ id, isWaiting }) => !isWaiting && timeOf(id) >= since)
    return mayChange ? Promise.resolve({ entries: own, waiting: [], seen: visitor.seen }) : undefined
  }

  async #findFates(visitor: Visitor, author: string, ids: readonly LogId[], reply: FastifyReply): Promise<Own> {
    const fates = await this.#ask(() => this.#book.fatesOf(author, ids))
    const entries = fates.reduce(afterFate, visitor.own)
    visitor.setOwn(reply, entries)
    return {
      entries,
      waiting: fates
        .flatMap((one) => (one.state === 'waiting' ? [one.entry] : []))
        .sort((a, b) => compareIds(b.id, a.id)),
      seen: fates.reduce((position, one) => this.#withPublished(position, one), visitor.seen),
    }
  }

  /** Undefined if the page is the same as for all others. */
  on(reading: Reading, { entries, waiting }: Own): OwnView | undefined {
    const now = Date.now()
    const window = changeWindow(this.#feed.state?.settings)
    const ids = new Set(entries.filter(({ isWaiting }) => !isWaiting).map(({ id }) => id))
    const changeable = reading.entries.filter(
      ({ id, createdAt, reply }) => ids.has(id) && !reply && isWithin(window, createdAt, now),
    )
    if (waiting.length === 0 && changeable.length === 0) return undefined
    return { waiting, changeable: new Set(changeable.map(({ id }) => id)) }
  }

  /** Without an answer, the page comes without these entries, and the cookie stays. */
  async #ask(read: () => Promise<readonly Fate[]>): Promise<readonly Fate[]> {
    try {
      return await this.#queue.enter(read)
    } catch (error) {
      if (error instanceof Unreadable || error instanceof LimitReached) return []
      throw error
    }
  }

  #withPublished(position: Position | undefined, fate: Fate): Position | undefined {
    const generation = this.#feed.state?.position.generation
    if (fate.state !== 'published' || generation === undefined) return position
    const published = { generation, entries: fate.entry, changes: LOG_START }
    return position ? furthest(position, published) : published
  }
}

function afterFate(own: readonly OwnEntry[], fate: Fate): readonly OwnEntry[] {
  if (fate.state === 'waiting') return own
  const others = own.filter(({ id, isWaiting }) => !(isWaiting && id === fate.id))
  return fate.state === 'published' ? addOwnEntry(others, { id: fate.entry, isWaiting: false }) : others
}
