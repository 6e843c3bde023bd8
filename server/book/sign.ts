import type { Appended, AppendOptions } from './book.ts'
import type { Draft } from './entry.ts'

/** Adds an entry for a visitor: `Book.append`, after which no reader of this process sees the book without it. */
export type Sign = (draft: Draft, options: AppendOptions) => Promise<Appended>
