import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { DataDirectoryUnusable } from '../../server/book/stores/sqlite/files/data-directory.ts'
import { openSqliteBook, openSqliteBookAlongside } from '../../server/book/stores/sqlite/sqlite-book.ts'
import { CURRENT, copiesIn, dataDirectory, entriesOf, inFile, now } from './written-books.ts'

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
