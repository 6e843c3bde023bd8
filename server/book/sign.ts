import { type Allowance, type Appended, type AppendOptions, type Book, MaybeWritten, NotWritten } from './book.ts'
import type { Draft } from './entry.ts'
import type { Reader } from './reader.ts'

/** Adds an entry for a visitor: `Book.append`, after which no reader of this process sees the book without it. Throws what that throws. */
export type Sign = (draft: Draft, options: AppendOptions) => Promise<Appended>

export interface SignOptions {
  readonly book: Book
  readonly reader: Reader
  /** Passes a write's result on and counts what became of it. */
  readonly countWrite: (write: Promise<Appended>) => Promise<Appended>
  /** Gives a post back to its client, who may make it again. */
  readonly takeBackPost: (allowance: Allowance | undefined) => void
}

/** Makes the one way in which visitors' entries get into the book. What was only a repetition, or came to nothing through no fault of theirs, counts against nobody. */
export function createSign({ book, reader, countWrite, takeBackPost }: SignOptions): Sign {
  return async (draft, options) => {
    try {
      const appended = await countWrite(book.append(draft, options))
      if (appended.replayed) takeBackPost(options.allowance)
      reader.hasWritten(appended.position)
      return appended
    } catch (error) {
      if (error instanceof NotWritten || error instanceof MaybeWritten) takeBackPost(options.allowance)
      throw error
    }
  }
}
