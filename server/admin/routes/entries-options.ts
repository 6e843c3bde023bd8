import type { Book } from '../../book/book.ts'
import type { Feed } from '../../book/feed/feed.ts'
import type { Answers } from '../answers.ts'

/** What the routes about entries need. */
export interface EntriesOptions {
  readonly book: Book
  readonly feed: Feed
  readonly answers: Answers
}
