import type { Feed } from '../book/feed/feed.ts'
import { dropOldest } from '../common/drop-oldest.ts'
import type { LogId } from '../common/log-id.ts'
import type { AddEntry } from '../signing/add-entry.ts'

/** How long an entry took, in milliseconds since this process received it. */
export interface EntryWay {
  /** Until it was confirmed: on the disk of the master, and on as many replicas as are asked for. */
  readonly written: number
  /** Until this process had read it in the log; undefined if it has not yet. */
  readonly read: number | undefined
}

const MOST_REMEMBERED = 1000

/** Remembers when the latest entries were received, confirmed and read here. */
export class EntryWays {
  readonly #received = new Map<LogId, { readonly at: number; readonly written: number }>()
  readonly #read = new Map<LogId, number>()

  constructor(feed: Feed) {
    feed.on('changes', ({ added }) => {
      for (const { id } of added) remember(this.#read, id, performance.now())
    })
  }

  /** Wraps the function so that its entries are measured. */
  measure(addEntry: AddEntry): AddEntry {
    return async (draft, post) => {
      const at = performance.now()
      const appended = await addEntry(draft, post)
      if (appended.state === 'published' && !appended.replayed) {
        remember(this.#received, appended.entry.id, { at, written: performance.now() - at })
      }
      return appended
    }
  }

  /** Undefined if another process received the entry, or this one too long ago. */
  of(id: LogId): EntryWay | undefined {
    const received = this.#received.get(id)
    const read = this.#read.get(id)
    if (received === undefined) return undefined
    return { written: received.written, read: read === undefined ? undefined : read - received.at }
  }
}

function remember<Value>(values: Map<LogId, Value>, id: LogId, value: Value): void {
  values.set(id, value)
  dropOldest(values, MOST_REMEMBERED)
}
