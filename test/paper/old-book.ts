import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Book } from '../../server/book/book.ts'
import { openSqliteBook } from '../../server/book/stores/sqlite/sqlite-book.ts'
import type { DraftInput } from '../../server/common/entry.ts'

/** The folder of an embedded book whose entries were written at other times. Removed by `await using`. */
export interface OldBook extends AsyncDisposable {
  readonly folder: string
}

/** What is written, and when, ISO 8601. */
export type Written = DraftInput & { readonly at: string }

/** Writes a book, oldest entry first; `finish` does more with it. */
export async function writeOldBook(
  entries: readonly Written[],
  finish: (book: Book) => Promise<unknown> = async () => {},
): Promise<OldBook> {
  const folder = await mkdtemp(join(tmpdir(), 'guestbook-old-'))
  let now = 0
  const book = openSqliteBook({ directory: folder, seedMessage: '', now: () => now })
  for (const { at, ...draft } of entries) {
    now = Date.parse(at)
    await book.append(draft)
  }
  await finish(book)
  await book.close()
  return { folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) }
}
