import type { Draft } from '../server/shared/entry.ts'

/** What was typed and not yet signed. */
export interface StoredDraft extends Draft {
  /** Present once it was sent: the key under which it is sent until it is acknowledged, and since when. */
  readonly sent?: { readonly key: string; readonly since: number } | undefined
}

/** A draft that was sent. */
export type SentDraft = StoredDraft & { readonly sent: NonNullable<StoredDraft['sent']> }

/** True where it was sent, whether or not it has arrived. */
export function isSent(draft: StoredDraft): draft is SentDraft {
  return draft.sent !== undefined
}

const NAME = 'guestbook-draft'

/** Where drafts are kept: `own` is the tab's and outlasts a reload, `shared` is the browser's and outlasts the tab. */
export interface Storages {
  readonly own: Storage
  readonly shared: Storage
}

/**
 * Keeps the draft over a reload and a closed tab; no tab takes away the words of another. A browser that stores nothing loses
 * nothing else by it.
 * @param storages throws in a browser that forbids them, even when they are only looked at
 */
export class DraftStore {
  readonly #storages: () => Storages

  constructor(storages: () => Storages = () => ({ own: sessionStorage, shared: localStorage })) {
    this.#storages = storages
  }

  /** The tab's own draft, or else the one that any tab saved last, which is its own from then on. */
  load(): StoredDraft | undefined {
    return this.#try(({ own, shared }) => {
      const text = own.getItem(NAME) ?? shared.getItem(NAME) ?? 'null'
      const draft = JSON.parse(text)
      if (typeof draft?.name !== 'string' || typeof draft.message !== 'string') return undefined
      own.setItem(NAME, text)
      return draft
    })
  }

  /** Keeps a draft as the tab's own, and as the browser's latest; one without words is taken away. */
  save(draft: StoredDraft): void {
    if (draft.name || draft.message) {
      this.#try((storages) => {
        for (const storage of [storages.own, storages.shared]) storage.setItem(NAME, JSON.stringify(draft))
      })
    } else this.clear()
  }

  /** Takes the tab's own draft away, and the browser's where it is the same. */
  clear(): void {
    this.#try(({ own, shared }) => {
      if (shared.getItem(NAME) === own.getItem(NAME)) shared.removeItem(NAME)
      own.removeItem(NAME)
    })
  }

  /** @returns the draft that another tab has just taken away, where the event tells of that */
  clearedElsewhere({ key, oldValue, newValue }: StorageEvent): StoredDraft | undefined {
    return key === NAME && newValue === null && oldValue !== null ? JSON.parse(oldValue) : undefined
  }

  #try<T>(action: (storages: Storages) => T): T | undefined {
    try {
      return action(this.#storages())
    } catch {
      return undefined
    }
  }
}
