import { cp, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { KeyReused } from '../../server/book/errors.ts'
import { openSqliteBook, openSqliteBookAlongside } from '../../server/book/stores/sqlite/sqlite-book.ts'
import { removeEntry } from '../support/remove-entry.ts'
import { CURRENT, common, copiesIn, dataDirectory, entriesOf, inFile, NEXT, now, RELEASED } from './written-books.ts'

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
      position: { entries: entries[0].id, changes: '1795694406000-0' },
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
