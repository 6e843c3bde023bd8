import { mkdtempDisposable } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Screening } from '../../server/book/screening.ts'
import { openSqliteBook } from '../../server/book/stores/sqlite/sqlite-book.ts'

/** The time at which every book with a clock begins. */
export const noon = Date.UTC(2026, 0, 1, 12)

/** An embedded book whose clock the test sets. Ended by `await using`. */
export async function bookWithClock() {
  const directory = await mkdtempDisposable(join(tmpdir(), 'guestbook-'))
  const clock = { now: noon }
  const book = openSqliteBook({ directory: directory.path, seedMessage: '', now: () => clock.now })
  const file = join(directory.path, 'guestbook.db')
  return {
    book,
    clock,
    file,
    post: (message: string, screening: Screening) => book.append({ message }, { screening }),
    /** How many rows a table has. */
    rows(table: string) {
      using reader = new DatabaseSync(file, { readOnly: true })
      return reader.prepare(`SELECT count(*) AS count FROM ${table}`).get()?.count
    },
    async [Symbol.asyncDispose]() {
      await book.close()
      await directory.remove()
    },
  }
}
