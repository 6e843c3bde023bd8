import { execFile } from 'node:child_process'
import { mkdtempDisposable } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { BookLimitReached, NotWritten, TooManyPosts, Unreadable } from '../../server/book/errors.ts'
import { openSqliteBook } from '../../server/book/stores/sqlite/sqlite-book.ts'

const temporaryDirectory = () => mkdtempDisposable(join(tmpdir(), 'guestbook-'))

describe('when the disk fails', () => {
  test('an entry that cannot be written is rejected with the reason, and all confirmed entries are kept', async () => {
    await using directory = await temporaryDirectory()
    const serveBook = fileURLToPath(new URL('serve-book.ts', import.meta.url))
    // No file may grow past 512 KB or 1 MB (shells count blocks differently): writing fails as it does on a full disk.
    const limited = ['-c', 'ulimit -f 1024 && exec "$0" "$@"', process.execPath, serveBook, directory.path]
    const { stdout } = await promisify(execFile)('sh', limited)
    const lines = stdout.trimEnd().split('\n')
    const failure = JSON.parse(lines.at(-1) ?? '')
    const ids = lines.slice(0, -1)
    expect(failure).toMatchObject({ name: 'NotWritten', total: ids.length, writable: false })
    expect(failure.message).toContain('SQLite could not write: ')
    expect(failure.cause).toMatch(/disk/)

    const book = openSqliteBook({ directory: directory.path, seedMessage: '' })
    expect((await book.page({ limit: 1 })).total).toBe(ids.length)
    for (const id of ids) expect((await book.find(id)).entry).toMatchObject({ id })
    await expect(book.append({ name: '', message: 'there is room again' })).resolves.toBeDefined()
    await book.close()
  })

  test('entries that are written together fail together, and count against nobody’s allowance', async () => {
    await using directory = await temporaryDirectory()
    const book = openSqliteBook({ directory: directory.path, seedMessage: '' })
    using other = new DatabaseSync(join(directory.path, 'guestbook.db'))
    other.exec(`CREATE TRIGGER refuse BEFORE INSERT ON entries WHEN NEW.message = 'bad'
      BEGIN SELECT RAISE(ABORT, 'refused'); END`)
    const options = { allowances: [{ network: '192.0.2.7', perMinute: 2 }], perDay: 2 }
    const append = (message: string) => book.append({ name: '', message }, options)
    for (const { status } of await Promise.allSettled(['one', 'bad'].map(append))) expect(status).toBe('rejected')
    await expect(append('bad')).rejects.toThrow(NotWritten)
    expect((await book.page({ limit: 10 })).total).toBe(0)
    await Promise.all(['one', 'two'].map(append))
    await expect(append('three')).rejects.toThrow(BookLimitReached)
    await expect(book.append({ name: '', message: 'three' }, { ...options, perDay: 3 })).rejects.toThrow(TooManyPosts)
    expect((await book.page({ limit: 10 })).entries.map(({ message }) => message)).toEqual(['two', 'one'])
    await book.close()
  })

  test('closing the book writes pending entries first', async () => {
    await using directory = await temporaryDirectory()
    const book = openSqliteBook({ directory: directory.path, seedMessage: '' })
    const appended = book.append({ name: '', message: 'at the last moment' })
    await book.close()
    const { entry } = await appended
    const again = openSqliteBook({ directory: directory.path, seedMessage: '' })
    expect((await again.find(entry.id)).entry).toEqual(entry)
    await again.close()
  })

  test('a book that has lost its tables reports that it cannot be read', async () => {
    await using directory = await temporaryDirectory()
    const book = openSqliteBook({ directory: directory.path, seedMessage: 'Hello World!' })
    using other = new DatabaseSync(join(directory.path, 'guestbook.db'))
    other.exec('DROP TABLE entries')
    expect(book.health().readable).toBe(true)
    await expect(book.page({ limit: 10 })).rejects.toThrow(Unreadable)
    expect(book.health().readable).toBe(false)
    await expect(book.find('1-0')).rejects.toThrow(/^SQLite could not read: no such table/)
    await book.close()
  })
})
