import type { Draft } from '../server/book/entry.ts'

/** What was typed and not yet signed. */
export interface StoredDraft extends Draft {
  /** Present once it was sent: the key under which it is sent until it is acknowledged, and since when. */
  readonly sent?: { readonly key: string; readonly since: number } | undefined
}

const NAME = 'guestbook-draft'

/**
 * Keeps the draft over a reload and a closed tab. A browser that stores nothing loses nothing else by it.
 * @param storage throws in a browser that forbids it, even when it is only looked at
 */
export class DraftStore {
  readonly #storage: () => Storage

  constructor(storage: () => Storage = () => localStorage) {
    this.#storage = storage
  }

  load(): StoredDraft | undefined {
    return this.#try((storage) => {
      const draft = JSON.parse(storage.getItem(NAME) ?? 'null')
      return typeof draft?.name === 'string' && typeof draft.message === 'string' ? draft : undefined
    })
  }

  save(draft: StoredDraft): void {
    if (draft.name || draft.message) this.#try((storage) => storage.setItem(NAME, JSON.stringify(draft)))
    else this.clear()
  }

  clear(): void {
    this.#try((storage) => storage.removeItem(NAME))
  }

  /** @returns the draft that another tab has just signed, where the event tells of that */
  signedElsewhere({ key, oldValue, newValue }: StorageEvent): StoredDraft | undefined {
    if (key !== NAME || newValue !== null || oldValue === null) return undefined
    const draft: StoredDraft = JSON.parse(oldValue)
    return draft.sent && draft
  }

  #try<T>(action: (storage: Storage) => T): T | undefined {
    try {
      return action(this.#storage())
    } catch {
      return undefined
    }
  }
}
