import {
  type Appended,
  type Book,
  BookLimitReached,
  type IdempotencyKey,
  MaybeWritten,
  TooManyPosts,
} from '../book/book.ts'
import type { Reader } from '../book/reader/reader.ts'
import type { DraftInput } from '../common/entry.ts'
import { checkDraft, type DraftProblem, problemKind } from '../common/text/draft.ts'
import { APPENDING } from '../operations/activities.ts'
import type { PostLimits } from './post-limits.ts'

/** Checks, counts and appends a visitor's entry. Throws {@link UnfitDraft} and the errors of `Book.append`. */
export type AddEntry = (draft: DraftInput, post: Post) => Promise<Appended>

/** What comes with a post besides its text. */
export interface Post {
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
  readonly countWrite: (write: Promise<Appended>) => Promise<Appended>
}

export function createAddEntry({ book, reader, limits, countWrite }: AddEntryOptions): AddEntry {
  const append: Book['append'] = (draft, options) => APPENDING.tracePromise(() => book.append(draft, options), {})
  return async (draft, { address, key, alias }) => {
    const checked = checkDraft(draft)
    if (!checked.ok) throw new UnfitDraft(checked.problems)
    try {
      const appended = await countWrite(append(checked.draft, { key, alias, ...limits.of(address) }))
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
