import { cp, mkdtempDisposable, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import type { Book } from '../../server/book/book.ts'
import { KeyReused } from '../../server/book/errors.ts'
import { DataDirectoryUnusable } from '../../server/book/stores/sqlite/data-directory.ts'
import { MIGRATIONS, type Migration } from '../../server/book/stores/sqlite/migrations.ts'
import { openSqliteBook, openSqliteBookAlongside } from '../../server/book/stores/sqlite/sqlite-book.ts'
import { entry } from '../support/entry.ts'
import { removeEntry } from '../support/remove-entry.ts'

/*
 * formats/ holds books that releases have written: stopped normally, and killed with the newest entry only in the log
 * file of the database. They are never changed.
 */

const FORMATS = fileURLToPath(new URL('formats', import.meta.url))

/** The time when the books in formats/ were written, within the lifetime of their key. */
const written = Date.UTC(2026, 10, 26, 12)
const now = () => written + 60_000

const common = [
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
const RELEASED = [
  ['version-1-closed', common],
  ['version-1-running', [late, ...common]],
] as const

/** A data directory with a copy of one of the books, or an empty one. */
async function dataDirectory(name?: string) {
  const directory = await mkdtempDisposable(join(tmpdir(), 'guestbook-'))
  if (name) await cp(join(FORMATS, name), directory.path, { recursive: true })
  return directory
}

/** The format of this release. */
const CURRENT = MIGRATIONS.length

/** The next format: a table more. */
const addPlace: Migration = (database) =>
  database.exec(`
    CREATE TABLE places (time INTEGER NOT NULL, sequence INTEGER NOT NULL, place TEXT NOT NULL) STRICT;
    INSERT INTO places SELECT time, sequence, 'unknown' FROM entries;
  `)
const NEXT = [...MIGRATIONS, addPlace]

async function entriesOf(book: Book) {
  return (await book.page({ limit: 200 })).entries
}

async function copiesIn(directory: string): Promise<string[]> {
  return (await readdir(directory)).filter((name) => !/^guestbook\.(db(-wal|-shm)?|lock|reserve)$/.test(name))
}

function inFile<Result>(directory: string, work: (database: DatabaseSync) => Result): Result {
  using database = new DatabaseSync(join(directory, 'guestbook.db'))
  return work(database)
}

describe.each(RELEASED)('a book of an earlier release (%s)', (name, entries) => {
  test('opens with all its entries', async () => {
    await using directory = await dataDirectory(name)
    const book = openSqliteBook({ directory: directory.path, seedMessage: 'Not a new book', now })
    expect(await entriesOf(book)).toEqual(entries)
    const abort = new AbortController()
    const { value } = await book.follow(abort.signal)[Symbol.asyncIterator]().next()
    abort.abort()
    expect(value).toMatchObject({
      kind: 'snapshot',
      total: entries.length,
      changed: [{ id: '1795694406000-0', op: 'remove', entry: '1795694402000-0' }],
      position: { entries: entries[0].id, removed: '1795694406000-0' },
    })
    await book.close()
  })

  test('knows its keys, and takes new entries', async () => {
    await using directory = await dataDirectory(name)
    const options = { directory: directory.path, seedMessage: '', now }
    const book = openSqliteBook(options)
    const key = { value: '0123456789abcdef', lifetime: 600_000 }
    const [grace, noName] = common
    const replay = await book.append({ name: 'Grace', message: 'Sent with a key' }, { key })
    expect(replay).toMatchObject({ entry: grace, replayed: true })
    await expect(book.append({ name: 'Grace', message: 'Another' }, { key })).rejects.toThrow(KeyReused)
    const added = await book.append({ name: 'Alan', message: 'New' })
    await removeEntry(book, noName?.id ?? '')
    await book.close()

    const again = openSqliteBook(options)
    expect(await entriesOf(again)).toEqual([added.entry, ...entries.filter((entry) => entry !== noName)])
    await again.close()
  })

  test('has its removals in the log of changes, and what it holds can be hidden, answered and taken into a drawer', async () => {
    await using directory = await dataDirectory(name)
    const options = { directory: directory.path, seedMessage: '', now }
    const book = openSqliteBook(options)
    const removal = {
      id: '1795694406000-0',
      op: 'remove',
      entry: '1795694402000-0',
      by: '',
      at: '2026-11-26T12:00:06.000Z',
    }
    expect(await book.moderation.audit({ limit: 10 })).toEqual({ records: [removal], next: null })
    expect(await book.moderation.counts()).toEqual({ waiting: 0, spam: 0, hidden: 0 })
    const [newest, second = newest] = entries
    expect(await book.append({ message: 'open' })).toMatchObject({ state: 'published' })
    await expect(book.takeBack(newest.id, { author: '', since: 0 })).rejects.toMatchObject({ reason: 'by-another' })
    await book.moderation.mark(newest.id, { kind: 'hide' }, 'Anna')
    await book.moderation.mark(second.id, { kind: 'reply', text: 'Thanks' }, 'Anna')
    await book.append({ message: 'held' }, { screening: { hold: ['link'] } })
    const secret = await book.secret()
    expect(secret).toMatch(/^[\w-]{40,}$/)
    await book.close()

    const again = openSqliteBook(options)
    expect(await again.secret()).toBe(secret)
    expect(await again.moderation.counts()).toEqual({ waiting: 1, spam: 0, hidden: 1 })
    expect(await again.moderation.hidden()).toEqual([newest])
    const reply = { text: 'Thanks', at: new Date(now()).toISOString() }
    expect((await entriesOf(again)).slice(1)).toEqual([{ ...second, reply }, ...entries.slice(2)])
    await again.moderation.mark(newest.id, { kind: 'show' }, 'Anna')
    expect((await entriesOf(again))[1]).toEqual(newest)
    await again.close()
  })

  test('is migrated to the next format, and a private copy of the old file is kept', async () => {
    await using directory = await dataDirectory(name)
    const lines: string[] = []
    const log = { info: (line: string) => lines.push(line), warn: (line: string) => lines.push(line) }
    const options = { directory: directory.path, seedMessage: '', now, log, migrations: NEXT }
    const book = openSqliteBook(options)
    const copy = join(directory.path, 'guestbook-format-1-2026-11-26T120100Z.db')
    expect(lines).toEqual([expect.stringContaining(`from format 1 to ${CURRENT + 1}; ${copy} is a copy`)])
    expect(await entriesOf(book)).toEqual(entries)
    expect((await stat(copy)).mode & 0o777).toBe(0o600)
    await book.close()
    expect(inFile(directory.path, (file) => file.prepare('SELECT count(*) AS places FROM places').get())).toEqual({
      places: entries.length,
    })
    // Once only.
    await openSqliteBook(options).close()
    expect(await copiesIn(directory.path)).toEqual(['guestbook-format-1-2026-11-26T120100Z.db'])

    await using older = await dataDirectory()
    await cp(copy, join(older.path, 'guestbook.db'))
    const before = openSqliteBook({ directory: older.path, seedMessage: '', now })
    expect(await entriesOf(before)).toEqual(entries)
    await before.close()
  })

  test('stays unchanged, without a copy, if a migration fails', async () => {
    await using directory = await dataDirectory(name)
    const fail = () => {
      throw new Error('the second step fails')
    }
    const migrations = [...NEXT, fail]
    expect(() => openSqliteBook({ directory: directory.path, seedMessage: '', now, migrations })).toThrow(
      'the second step fails',
    )
    expect(await copiesIn(directory.path)).toEqual([])
    const book = openSqliteBook({ directory: directory.path, seedMessage: '', now })
    expect(await entriesOf(book)).toEqual(entries)
    await book.close()
    const places = "SELECT name FROM sqlite_schema WHERE name = 'places'"
    expect(inFile(directory.path, (file) => file.prepare(places).all())).toEqual([])
  })
})

test('a new book is created in the latest format, without a copy', async () => {
  await using directory = await dataDirectory()
  const book = openSqliteBook({ directory: directory.path, seedMessage: 'Hello World!', migrations: NEXT })
  expect(await entriesOf(book)).toMatchObject([{ message: 'Hello World!' }])
  await book.close()
  expect(inFile(directory.path, (file) => file.prepare('PRAGMA user_version').get())).toEqual({
    user_version: CURRENT + 1,
  })
  expect(await copiesIn(directory.path)).toEqual([])
})

describe('beside the process that serves it', () => {
  test('an older book is not migrated', async () => {
    await using directory = await dataDirectory('version-1-closed')
    expect(() => openSqliteBookAlongside({ directory: directory.path, migrations: NEXT })).toThrow(
      `was written by an older guestbook (its format is 1, this one's is ${CURRENT + 1}): start this guestbook once`,
    )
    expect(inFile(directory.path, (file) => file.prepare('PRAGMA user_version').get())).toEqual({ user_version: 1 })
  })

  test('nothing is removed if the book has a newer format', async () => {
    await using directory = await dataDirectory('version-1-closed')
    await openSqliteBook({ directory: directory.path, seedMessage: '', now }).close()
    const alongside = openSqliteBookAlongside({ directory: directory.path })
    await openSqliteBook({ directory: directory.path, seedMessage: '', now, migrations: NEXT }).close()
    await expect(removeEntry(alongside, '1795694405000-0')).rejects.toThrow('was written by a newer guestbook')
    await alongside.close()
    const book = openSqliteBook({ directory: directory.path, seedMessage: '', now, migrations: NEXT })
    expect(await entriesOf(book)).toEqual(common)
    await book.close()
  })
})

const TABLES = [
  'book',
  'entries',
  'hidden',
  'held',
  'changes',
  'decisions',
  'moves',
  'settings',
  'trusted',
  'prints',
  'keys',
]

describe('a file that no release has written is rejected with the reason, and stays unchanged:', () => {
  test.each([
    ['a guestbook without a format', 'PRAGMA user_version = 0', 'in format 0, which no release has written'],
    ['a guestbook of a format below none', 'PRAGMA user_version = -3', 'in format -3, which no release has written'],
    ['a guestbook without its mark', 'PRAGMA application_id = 0', 'is a database, but not a guestbook'],
    [
      'a guestbook of tomorrow',
      `PRAGMA user_version = ${CURRENT + 1}`,
      `newer guestbook (its format is ${CURRENT + 1}, this one knows ${CURRENT})`,
    ],
    ['one without its tables', dropTables(...TABLES), 'that has lost its tables'],
    ['one without its first table', dropTables('book'), 'that has lost its tables'],
    ['one without its only row', 'DELETE FROM book', 'that has lost its tables'],
    ['one without its entries', dropTables('entries'), 'no such table: entries: it is damaged'],
  ])('%s', async (_, damage, reason) => {
    await using directory = await dataDirectory()
    await openSqliteBook({ directory: directory.path, seedMessage: 'Hello World!', now }).close()
    inFile(directory.path, (file) => file.exec(`PRAGMA journal_mode = DELETE; ${damage}`))
    const path = join(directory.path, 'guestbook.db')
    const before = contentOf(directory.path)
    for (const open of [openSqliteBook, openSqliteBookAlongside]) {
      const refused = () => open({ directory: directory.path, seedMessage: 'Hello World!' })
      expect(refused).toThrow(DataDirectoryUnusable)
      expect(refused).toThrow(path)
      expect(refused).toThrow(reason)
    }
    expect(contentOf(directory.path)).toEqual(before)
    expect(await copiesIn(directory.path)).toEqual([])
  })

  test.each([
    ['gone', (path: string) => rm(path)],
    ['empty', (path: string) => writeFile(path, '')],
  ])('a log file with entries whose database is %s', async (_, lose) => {
    await using directory = await dataDirectory('version-1-running')
    const path = join(directory.path, 'guestbook.db')
    const log = await readFile(`${path}-wal`)
    await lose(path)
    expect(() => openSqliteBook({ directory: directory.path, seedMessage: '' })).toThrow(
      `${path} is gone or empty, but ${path}-wal beside it still holds entries`,
    )
    expect(await readFile(`${path}-wal`)).toEqual(log)
  })
})

test('an empty file and an empty database become a new book', async () => {
  for (const prepare of ['', 'PRAGMA journal_mode = WAL', 'PRAGMA application_id = 1651470187']) {
    await using directory = await dataDirectory()
    await writeFile(join(directory.path, 'guestbook.db'), '')
    if (prepare) inFile(directory.path, (file) => file.exec(prepare))
    const book = openSqliteBook({ directory: directory.path, seedMessage: 'Hello World!' })
    expect(await entriesOf(book)).toMatchObject([{ message: 'Hello World!' }])
    await book.close()
  }
})

function dropTables(...tables: string[]): string {
  return tables.map((table) => `DROP TABLE ${table}`).join(';')
}

/** All tables with their rows, and the marks of the file. */
function contentOf(directory: string) {
  return inFile(directory, (file) => {
    const tables = file.prepare('SELECT name FROM sqlite_schema WHERE type = ?').all('table')
    const marks = ['application_id', 'user_version'].map((pragma) => file.prepare(`PRAGMA ${pragma}`).get())
    return [marks, tables.map(({ name }) => [name, file.prepare(`SELECT * FROM ${name}`).all()])]
  })
}
