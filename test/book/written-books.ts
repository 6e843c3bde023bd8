import { cp, mkdtempDisposable, readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import type { Book } from '../../server/book/book.ts'
import { MIGRATIONS, type Migration } from '../../server/book/stores/sqlite/migrations/migrations.ts'
import { entry } from '../support/entry.ts'

/*
 * formats/ holds books that releases have written: stopped normally, and killed with the newest entry only in the log
 * file of the database. They are never changed.
 */

const FORMATS = fileURLToPath(new URL('formats', import.meta.url))

/** The time when the books in formats/ were written, within the lifetime of their key. */
const written = Date.UTC(2026, 10, 26, 12)
export const now = () => written + 60_000

/** What all of them hold. */
export const common = [
  entry({ id: '1795694405000-0', name: 'Grace', message: 'Sent with a key', createdAt: '2026-11-26T12:00:05.000Z' }),
  entry({ id: '1795694404000-0', name: '', message: 'Without a name', createdAt: '2026-11-26T12:00:04.000Z' }),
  entry({
    id: '1795694403000-0',
    name: '李雷',
    message: '你好，留言簿 👩‍👩‍👧',
    createdAt: '2026-11-26T12:00:03.000Z',
  }),
  entry({
    id: '1795694401000-0',
    name: 'Ada',
    message: 'First line\nand a second',
    createdAt: '2026-11-26T12:00:01.000Z',
  }),
  entry({ id: '1795694400000-0', name: 'Guestbook', message: 'Hello World!', createdAt: '2026-11-26T12:00:00.000Z' }),
]
const late = entry({
  id: '1795694407000-0',
  name: 'Late',
  message: 'Only in the log file',
  createdAt: '2026-11-26T12:00:07.000Z',
})
/** The folders in formats/, and the entries of each. */
export const RELEASED = [
  ['version-1-closed', common],
  ['version-1-running', [late, ...common]],
] as const

/** A data directory with a copy of one of the books, or an empty one. */
export async function dataDirectory(name?: string) {
  const directory = await mkdtempDisposable(join(tmpdir(), 'guestbook-'))
  if (name) await cp(join(FORMATS, name), directory.path, { recursive: true })
  return directory
}

/** The format of this release. */
export const CURRENT = MIGRATIONS.length

/** The next format: a table more. */
const addPlace: Migration = (database) =>
  database.exec(`
    CREATE TABLE places (time INTEGER NOT NULL, sequence INTEGER NOT NULL, place TEXT NOT NULL) STRICT;
    INSERT INTO places SELECT time, sequence, 'unknown' FROM entries;
  `)
/** The migrations of the next release. */
export const NEXT = [...MIGRATIONS, addPlace]

/** All entries, newest first. */
export async function entriesOf(book: Book) {
  return (await book.page({ limit: 200 })).entries
}

/** The files beside those of the book itself. */
export async function copiesIn(directory: string): Promise<string[]> {
  return (await readdir(directory)).filter((name) => !/^guestbook\.(db(-wal|-shm)?|lock|reserve)$/.test(name))
}

/** Does something in the book's file. */
export function inFile<Result>(directory: string, work: (database: DatabaseSync) => Result): Result {
  using database = new DatabaseSync(join(directory, 'guestbook.db'))
  return work(database)
}
