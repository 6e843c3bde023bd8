import type { Appended, Book } from '../book/book.ts'
import { type Draft, type DraftInput, wordsOf } from '../common/entry.ts'
import type { LogId } from '../common/log-id.ts'
import type { Position } from '../common/position.ts'
import { createWriting, type Post, type WritingOptions } from './add-entry.ts'
import { changeWindow, writtenSince } from './change-window.ts'
import { DOUBLE_POST_WINDOW_MS } from './form-keys.ts'

/** What authors may do with their own entries for a short while after writing them. */
export interface OwnEntries {
  /** Replaces an entry. The same change sent twice is made once. Throws `UnfitDraft` and the errors of `Book.replace`. */
  change(id: LogId, draft: DraftInput, post: Omit<Post, 'keysOf'>): Promise<Appended>
  /** Throws the errors of `Book.takeBack`. @returns the position from which the entry is gone */
  takeBack(id: LogId, author: string): Promise<Position>
  /** Withdraws an entry that waits. Throws {@link NotWaiting} if it does not wait, or is another's. */
  withdraw(id: LogId, author: string): Promise<void>
}

export class NotWaiting extends Error {
  override readonly name = 'NotWaiting'
}

interface OwnEntriesOptions extends WritingOptions {
  readonly book: Book
}

export function createOwnEntries({ book, ...options }: OwnEntriesOptions): OwnEntries {
  const write = createWriting(options)
  const ownership = (author: string) => ({
    author,
    since: writtenSince(changeWindow(options.feed.state?.settings), Date.now()),
  })
  return {
    change(id, draft, post) {
      const { author } = post
      const keysOf = (checked: Draft) => ({
        key: { value: changeKey(id, checked, author), lifetime: DOUBLE_POST_WINDOW_MS },
      })
      const replaced = options.feed.state?.entries.find((entry) => entry.id === id)
      return write(draft, { ...post, keysOf, replaced }, (checked, how) =>
        book.replace(id, checked, ownership(author), how),
      )
    },
    async takeBack(id, author) {
      const position = await book.takeBack(id, ownership(author))
      options.reader.noteWritten(position)
      return position
    },
    async withdraw(id, author) {
      if (!(await book.withdraw(id, author))) throw new NotWaiting()
    },
  }
}

function changeKey(id: LogId, draft: Draft, author: string): string {
  return `change:${author}:${id}:${JSON.stringify(wordsOf(draft))}`
}
