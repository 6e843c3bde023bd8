import { type Draft, draftOf } from '../server/shared/entry.ts'
import { FIELD_NAMES, type FieldName, isRequired } from '../server/shared/entry-fields.ts'

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
      const draft = parseDraft(text)
      if (draft) own.setItem(NAME, text)
      return draft
    })
  }

  /** Keeps a draft as the tab's own, and as the browser's latest; one without words is taken away. */
  save(draft: StoredDraft): void {
    if (FIELD_NAMES.some((field) => draft[field])) {
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
    return key === NAME && newValue === null && oldValue !== null ? parseDraft(oldValue) : undefined
  }

  #try<T>(action: (storages: Storages) => T): T | undefined {
    try {
      return action(this.#storages())
    } catch {
      return undefined
    }
  }
}

/** A draft as it was saved, perhaps by an older script that did not have all fields; undefined for anything else. Throws for what is no JSON. */
function parseDraft(text: string): StoredDraft | undefined {
  const saved = JSON.parse(text)
  const textOf = (field: FieldName) => saved?.[field] ?? (isRequired(field) ? undefined : '')
  if (!FIELD_NAMES.every((field) => typeof textOf(field) === 'string')) return undefined
  return { ...draftOf(textOf), sent: saved.sent }
}
