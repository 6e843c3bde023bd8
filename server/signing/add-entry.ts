import {
  type Appended,
  type Book,
  BookLimitReached,
  type IdempotencyKey,
  MaybeWritten,
  TooManyPosts,
} from '../book/book.ts'
import type { Reader } from '../book/reader/reader.ts'
import type { DraftInput } from '../shared/entry.ts'
import { checkDraft, type DraftProblem, problemKind } from '../shared/text/draft.ts'
import type { PostLimits } from './post-limits.ts'

/**
 * Adds a visitor's entry: checks it, counts it and appends it, after which no reader of this process sees the book without it.
 * Throws {@link UnfitDraft}, and what `Book.append` throws.
 */
export type AddEntry = (draft: DraftInput, post: Post) => Promise<Appended>

/** What is known of a post beside its words. */
export interface Post {
  /** Where it came from. */
  readonly address: string
  readonly key?: IdempotencyKey | undefined
  /** A second key, as in `AppendOptions`. */
  readonly alias?: IdempotencyKey | undefined
}

/** The draft cannot become an entry. */
export class UnfitDraft extends Error {
  override readonly name = 'UnfitDraft'
  readonly problems: readonly DraftProblem[]
  constructor(problems: readonly DraftProblem[]) {
    super(`the draft is refused: ${problems.map(problemKind).join(', ')}`)
    this.problems = problems
  }
}

export interface AddEntryOptions {
  readonly book: Book
  readonly reader: Reader
  readonly limits: PostLimits
  /** Passes a write's result on and counts what became of it. */
  readonly countWrite: (write: Promise<Appended>) => Promise<Appended>
}

/** Makes the one way in which visitors' entries get into the book. */
export function createAddEntry({ book, reader, limits, countWrite }: AddEntryOptions): AddEntry {
  return async (draft, { address, key, alias }) => {
    const checked = checkDraft(draft)
    if (!checked.ok) throw new UnfitDraft(checked.problems)
    try {
      const appended = await countWrite(book.append(checked.draft, { key, alias, ...limits.of(address) }))
      reader.noteWritten(appended.position)
      return appended
    } catch (error) {
      if (error instanceof TooManyPosts || error instanceof BookLimitReached) limits.remember(error)
      // Without a key, sending it again may add it twice.
      if (error instanceof MaybeWritten && !key)
        throw new MaybeWritten(error.message, { cause: error.cause, isRepeatable: false })
      throw error
    }
  }
}
