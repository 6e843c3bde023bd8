import { type Draft, draftOf } from '../../server/common/entry.ts'
import { FIELD_NAMES, type FieldName, isRequired } from '../../server/common/entry-fields.ts'
import { addressOf } from '../address.ts'

interface StoredDraft extends Draft {
  /** Set once it was sent: the key that every attempt uses, and when the first attempt began. */
  readonly sent?: { readonly key: string; readonly since: number } | undefined
}

export type SentDraft = StoredDraft & { readonly sent: NonNullable<StoredDraft['sent']> }

/** Whether or not it has arrived. */
export function isSent(draft: StoredDraft): draft is SentDraft {
  return draft.sent !== undefined
}

/** The same host may have other books, below other paths. */
const NAME = `guestbook-draft${new URL(addressOf('/')).pathname.slice(0, -1)}`

/** `own` belongs to the tab and survives a reload, `shared` belongs to the browser and survives the tab. */
interface Storages {
  readonly own: Storage
  readonly shared: Storage
}

/** Keeps the draft across reloads and closed tabs; no tab deletes another's. `storages` throws if the browser forbids storage. */
export class DraftStore {
  readonly #storages: () => Storages

  constructor(storages: () => Storages = () => ({ own: sessionStorage, shared: localStorage })) {
    this.#storages = storages
  }

  /** The tab's own draft, otherwise the latest draft of any tab, which then becomes its own. */
  load(): StoredDraft | undefined {
    return this.#try(({ own, shared }) => {
      const text = own.getItem(NAME) ?? shared.getItem(NAME) ?? 'null'
      const draft = parseDraft(text)
      if (draft) own.setItem(NAME, text)
      return draft
    })
  }

  /** Saves a draft as the tab's own and as the browser's latest. An empty draft is deleted. */
  save(draft: StoredDraft): void {
    if (FIELD_NAMES.some((field) => draft[field])) {
      this.#try((storages) => {
        for (const storage of [storages.own, storages.shared]) storage.setItem(NAME, JSON.stringify(draft))
      })
    } else this.clear()
  }

  /** Deletes the tab's own draft, and the browser's if it is the same. */
  clear(): void {
    this.#try(({ own, shared }) => {
      if (shared.getItem(NAME) === own.getItem(NAME)) shared.removeItem(NAME)
      own.removeItem(NAME)
    })
  }

  /** @returns the draft that another tab has just deleted, or undefined if the event is about something else */
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

/** Parses a draft, perhaps of an older script that lacked some fields; undefined for anything else. Throws for what is no JSON. */
function parseDraft(text: string): StoredDraft | undefined {
  const saved = JSON.parse(text)
  const textOf = (field: FieldName) => saved?.[field] ?? (isRequired(field) ? undefined : '')
  if (!FIELD_NAMES.every((field) => typeof textOf(field) === 'string')) return undefined
  return { ...draftOf(textOf), sent: saved.sent }
}
