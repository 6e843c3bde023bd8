import { APPENDING } from '../book/activities.ts'
import type { Appended, AppendOptions, Book } from '../book/book.ts'
import { BookLimitReached, MaybeWritten, TooManyPosts } from '../book/errors.ts'
import type { Feed } from '../book/feed/feed.ts'
import type { Reader } from '../book/reader/reader.ts'
import type { Draft, DraftInput } from '../common/entry.ts'
import { checkDraft, type DraftProblem, problemKind } from '../common/text/draft.ts'
import { asksExtra, offersByHand } from '../settings/stored-settings.ts'
import type { PostLimits } from './post-limits.ts'
import { readsLikeOwner } from './screening/owner-name.ts'
import { type PostFacts, screen } from './screening/screen.ts'

/** Checks, counts and appends an entry of a visitor or an owner. Throws {@link UnfitDraft} and the errors of `Book.append`. */
export type AddEntry = (draft: DraftInput, post: Post) => Promise<Appended>

export interface Post extends PostFacts {
  readonly address: string
  /** A hash of the author's secret. */
  readonly author: string
  /** What makes this post the same as an earlier one. Gets the draft as it is stored: a space at its end makes no other entry. */
  readonly keysOf?: ((draft: Draft) => PostKeys) | undefined
}

type PostKeys = Pick<AppendOptions, 'key' | 'alias'>

export class UnfitDraft extends Error {
  override readonly name = 'UnfitDraft'
  readonly problems: readonly DraftProblem[]
  constructor(problems: readonly DraftProblem[]) {
    super(`the draft is refused: ${problems.map(problemKind).join(', ')}`)
    this.problems = problems
  }
}

export interface WritingOptions {
  readonly feed: Pick<Feed, 'state'>
  readonly reader: Reader
  readonly limits: PostLimits
  /** As in `ScreeningRules`. */
  readonly holdAbove: number
  readonly countWrite: (write: Promise<Appended>) => Promise<Appended>
}

export function createAddEntry({ book, ...options }: WritingOptions & { readonly book: Book }): AddEntry {
  const write = createWriting(options)
  return (draft, post) => write(draft, post, (checked, how) => book.append(checked, how))
}

/** The checks and counts around a write, the same for a new entry and for one that replaces another. */
export function createWriting({ feed, reader, limits, holdAbove, countWrite }: WritingOptions) {
  return async (
    draft: DraftInput,
    { address, keysOf, ...facts }: Post,
    write: (draft: Draft, options: AppendOptions) => Promise<Appended>,
  ): Promise<Appended> => {
    const checked = checkDraft(draft)
    if (!checked.ok) throw new UnfitDraft(checked.problems)
    const settings = feed.state?.settings ?? {}
    const isOwner = facts.via === 'owner'
    if (!isOwner && settings.ownerName && (await readsLikeOwner(checked.draft.name, settings.ownerName)))
      throw new UnfitDraft([{ kind: 'reserved', field: 'name' }])
    const { extra, signature } = checked.draft
    // An entry may keep what it was given before.
    if (extra !== undefined && extra !== facts.replaced?.extra && !asksExtra(settings))
      throw new UnfitDraft([{ kind: 'not-asked', field: 'extra' }])
    if (signature !== undefined && signature !== facts.replaced?.signature && !offersByHand(settings))
      throw new UnfitDraft([{ kind: 'not-offered', field: 'signature' }])
    const { key, alias } = keysOf?.(checked.draft) ?? {}
    const screening = screen(checked.draft, facts, { settings, holdAbove }, Date.now())
    try {
      const appended = await countWrite(
        APPENDING.tracePromise(() => write(checked.draft, { key, alias, screening, ...limits.of(address) }), {}),
      )
      reader.noteWritten(appended.position)
      return appended
    } catch (error) {
      if (error instanceof TooManyPosts || error instanceof BookLimitReached) limits.remember(error)
      // Without a key, a repetition may add it twice.
      if (error instanceof MaybeWritten && !key)
        throw new MaybeWritten(error.message, { cause: error.cause, isRepeatable: false })
      throw error
    }
  }
}
