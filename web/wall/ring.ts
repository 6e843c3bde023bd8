import type { Entry } from '../../server/common/entry.ts'
import { compareIds } from '../../server/common/log-id.ts'

export const RING_SIZE = 200

/** How many of the newest entries come more often. */
const NEWEST = 20

/** After how many turns one of the newest or a pinned one is shown. */
const FAVOURED_TURN = 3

interface Item {
  readonly entry: Entry
  /** When it was shown last; 0 if it was not. */
  readonly turn: number
}

/** The newest entries, which the wall shows again and again while nothing new comes. It never holds more than {@link RING_SIZE}. */
export class Ring {
  readonly #items = new Map<string, Item>()
  #turn = 0

  get size(): number {
    return this.#items.size
  }

  get ids(): readonly string[] {
    return [...this.#items.keys()]
  }

  get(id: string): Entry | undefined {
    return this.#items.get(id)?.entry
  }

  /** Adds an entry, or puts its new state in the place of its old one. */
  put(entry: Entry): void {
    this.#items.set(entry.id, { entry, turn: this.#items.get(entry.id)?.turn ?? 0 })
    if (this.#items.size > RING_SIZE) this.#items.delete(this.#leastWanted())
  }

  delete(id: string): void {
    this.#items.delete(id)
  }

  noteShown(id: string): void {
    const item = this.#items.get(id)
    this.#turn += 1
    if (item) this.#items.set(id, { ...item, turn: this.#turn })
  }

  /** The entry that was not shown for longest, the newest first; every third time one of the newest or pinned ones. */
  next(current?: string): Entry | undefined {
    const newestFirst = [...this.#items.values()].sort((a, b) => compareIds(b.entry.id, a.entry.id))
    const others = newestFirst.filter(({ entry }) => entry.id !== current)
    const favoured = newestFirst.filter(({ entry }, place) => entry.id !== current && (entry.pinned || place < NEWEST))
    const isFavouredTurn = this.#turn % FAVOURED_TURN === 0 && favoured.length > 0
    const candidates = isFavouredTurn ? favoured : others.length > 0 ? others : newestFirst
    return candidates.reduce<Item | undefined>(
      (best, item) => (best && best.turn <= item.turn ? best : item),
      undefined,
    )?.entry
  }

  /** The oldest, a pinned one only if all are. */
  #leastWanted(): string {
    const entries = [...this.#items.values()].map(({ entry }) => entry)
    const unpinned = entries.filter(({ pinned }) => !pinned)
    const [first, ...rest] = unpinned.length > 0 ? unpinned : entries
    return rest.reduce((oldest, { id }) => (compareIds(id, oldest) < 0 ? id : oldest), first?.id ?? '')
  }
}
