import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chmod, mkdir, mkdtempDisposable, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { DataDirectoryInUse, DataDirectoryUnusable } from '../../server/book/stores/sqlite/files/data-directory.ts'
import { MIGRATIONS } from '../../server/book/stores/sqlite/migrations/migrations.ts'
import { openSqliteBook, openSqliteBookAlongside } from '../../server/book/stores/sqlite/sqlite-book.ts'
import { onBusyMachine } from '../support/busy.ts'
import { removeEntry } from '../support/remove-entry.ts'
import { unprivileged } from '../support/unprivileged.ts'

/** The contents of all files in a directory, one byte per character. */
async function wordsIn(directory: string): Promise<string> {
  const files = await readdir(directory)
  return (await Promise.all(files.map((file) => readFile(join(directory, file), 'latin1')))).join()
}

const CURRENT = MIGRATIONS.length

const temporaryDirectory = () => mkdtempDisposable(join(tmpdir(), 'guestbook-'))

describe('a data directory', () => {
  test('is created if it is missing, for its owner only', async () => {
    await using parent = await temporaryDirectory()
    const directory = join(parent.path, 'not', 'yet', 'there')
    await openSqliteBook({ directory, seedMessage: '' }).close()
    expect((await stat(directory)).mode & 0o777).toBe(0o700)
  })

  test('holds the whole book in one file after it is closed', async () => {
    await using directory = await temporaryDirectory()
    const book = openSqliteBook({ directory: directory.path, seedMessage: 'Hello World!' })
    await book.close()
    await expect(stat(join(directory.path, 'guestbook.db-wal'))).rejects.toThrow('ENOENT')
    using file = new DatabaseSync(join(directory.path, 'guestbook.db'), { readOnly: true })
    expect(file.prepare('SELECT message FROM entries').all()).toEqual([{ message: 'Hello World!' }])
  })

  test.each([
    ['the guestbook itself', openSqliteBook],
    ['another process', openSqliteBookAlongside],
  ])('holds nothing any more of an entry that %s has removed, once it is closed', async (_, open) => {
    await using directory = await temporaryDirectory()
    const options = { directory: directory.path, seedMessage: 'Hello World!' }
    const book = openSqliteBook(options)
    // Enough of them that the removed one shares its page with others, and another has pages of its own.
    for (let index = 0; index < 50; index++) await book.append({ name: 'Ada', message: `kept ${index}` })
    const short = await book.append({ name: 'Mallory', message: 'slander in short' })
    const long = await book.append({ name: 'Mallory', message: 'slander at length '.repeat(500) })
    await book.append({ name: 'Ada', message: 'kept at the end' })
    await book.close()
    expect(await wordsIn(directory.path)).toContain('slander')

    const remover = open(options)
    for (const { entry } of [short, long]) await removeEntry(remover, entry.id)
    await remover.close()
    const words = await wordsIn(directory.path)
    expect(words).toContain('kept at the end')
    expect(words).not.toMatch(/slander|Mallory/)
  })

  test('belongs to one process at a time, and the error of a second names it', async () => {
    await using directory = await temporaryDirectory()
    const options = { directory: directory.path, seedMessage: '' }
    const first = openSqliteBook(options)
    expect(() => openSqliteBook(options)).toThrow(DataDirectoryInUse)
    expect(() => openSqliteBook(options)).toThrow(`The data directory ${directory.path} is in use by another guestbook`)
    await expect(first.append({ name: '', message: 'still mine' })).resolves.toBeDefined()
    await first.close()
    await openSqliteBook(options).close()
  })

  test('is free again after its process is killed, and no confirmed entry is missing', async () => {
    await using directory = await temporaryDirectory()
    const options = { directory: directory.path, seedMessage: '' }
    const holder = spawn(process.execPath, [script('serve-book.ts'), directory.path], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [firstLines] = await once(holder.stdout.setEncoding('utf8'), 'data')
    expect(() => openSqliteBook(options)).toThrow(DataDirectoryInUse)
    let acknowledged = String(firstLines)
    holder.stdout.on('data', (lines) => {
      acknowledged += lines
    })
    await expect.poll(() => acknowledged.split('\n').length).toBeGreaterThan(20)
    holder.kill('SIGKILL')
    await once(holder, 'close')

    const book = openSqliteBook(options)
    const ids = acknowledged.split('\n').slice(0, -1)
    for (const id of ids) expect((await book.find(id)).entry).toMatchObject({ id })
    expect((await book.page({ limit: 1 })).total).toBeGreaterThanOrEqual(ids.length)
    await book.close()
  })
})

describe('an unusable data directory is rejected with the reason', () => {
  test('a file', async () => {
    await using parent = await temporaryDirectory()
    const directory = join(parent.path, 'file')
    await writeFile(directory, '')
    for (const path of [directory, join(directory, 'below')]) {
      expect(() => openSqliteBook({ directory: path, seedMessage: '' })).toThrow(DataDirectoryUnusable)
      expect(() => openSqliteBook({ directory: path, seedMessage: '' })).toThrow(`${path} is not a directory`)
    }
  })

  test('below a link to nothing, or below a directory of the system that can hold no other', async () => {
    await using parent = await temporaryDirectory()
    const link = join(parent.path, 'link')
    await symlink(join(parent.path, 'nothing'), link)
    const below = existsSync('/proc/self') ? ['/proc/guestbook', '/proc/guestbook/below'] : []
    for (const directory of [link, join(link, 'below'), ...below])
      expect(() => openSqliteBook({ directory, seedMessage: '' })).toThrow(
        'a symbolic link in its path leads to nothing, or its parent cannot hold a directory',
      )
  })

  test('a read-only directory', async () => {
    await using directory = await temporaryDirectory()
    await chmod(directory.path, 0o500)
    const open = (path: string) => unprivileged(() => openSqliteBook({ directory: path, seedMessage: '' }))
    for (const path of [directory.path, join(directory.path, 'new')]) {
      expect(() => open(path)).toThrow(DataDirectoryUnusable)
      expect(() => open(path)).toThrow(path)
    }
  })

  test.each([
    ['text', 'this is not a database, only text that stands where one should be '.repeat(100), 'not a database'],
    ['a database with its beginning torn off', Buffer.alloc(8192, 7), 'not a database'],
  ])('%s', async (_, content, reason) => {
    await using directory = await temporaryDirectory()
    const path = join(directory.path, 'guestbook.db')
    await writeFile(path, content)
    const open = () => openSqliteBook({ directory: directory.path, seedMessage: '' })
    expect(open).toThrow(DataDirectoryUnusable)
    expect(open).toThrow(path)
    expect(open).toThrow(reason)
  })

  test('a directory in place of the file', async () => {
    await using directory = await temporaryDirectory()
    await mkdir(join(directory.path, 'guestbook.db'))
    expect(() => openSqliteBook({ directory: directory.path, seedMessage: '' })).toThrow(DataDirectoryUnusable)
  })

  test('another program’s database, which stays unchanged', async () => {
    await using directory = await temporaryDirectory()
    const path = join(directory.path, 'guestbook.db')
    using other = new DatabaseSync(path)
    other.exec("CREATE TABLE songs (title TEXT); INSERT INTO songs VALUES ('Yesterday')")
    const open = () => openSqliteBook({ directory: directory.path, seedMessage: '' })
    expect(open).toThrow(DataDirectoryUnusable)
    expect(open).toThrow('is a database, but not a guestbook')
    expect(other.prepare('SELECT name FROM sqlite_schema').all()).toEqual([{ name: 'songs' }])
    expect(other.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'delete' })
  })

  test('a book of a newer version, which opens again after it is corrected', async () => {
    await using directory = await temporaryDirectory()
    const options = { directory: directory.path, seedMessage: 'Hello World!' }
    await openSqliteBook(options).close()
    const path = join(directory.path, 'guestbook.db')
    setVersion(path, CURRENT + 1)
    expect(() => openSqliteBook(options)).toThrow(DataDirectoryUnusable)
    expect(() => openSqliteBook(options)).toThrow(
      `${path} was written by a newer guestbook (its format is ${CURRENT + 1}, this one knows ${CURRENT})`,
    )
    setVersion(path, CURRENT)
    const book = openSqliteBook(options)
    expect((await book.page({ limit: 1 })).total).toBe(1)
    await book.close()
  })
})

describe('alongside the process that serves the book', () => {
  test('another process removes an entry, and followers learn of it within a second', async () => {
    await using directory = await temporaryDirectory()
    const book = openSqliteBook({ directory: directory.path, seedMessage: 'Hello World!' })
    const [seed] = (await book.page({ limit: 1 })).entries
    const parts = book.follow(AbortSignal.timeout(20_000))[Symbol.asyncIterator]()
    await parts.next()
    const alongside = openSqliteBookAlongside({ directory: directory.path })
    const started = performance.now()
    const position = await removeEntry(alongside, seed?.id ?? '')
    const { value } = await parts.next()
    expect(performance.now() - started).toBeLessThan(onBusyMachine(1000))
    expect(value).toMatchObject({
      kind: 'changes',
      added: [],
      changed: [{ op: 'remove', entry: seed?.id }],
      total: 0,
      position,
    })
    await alongside.close()
    await book.close()
  })

  test('no book is created if there is none', async () => {
    await using directory = await temporaryDirectory()
    const open = () => openSqliteBookAlongside({ directory: directory.path })
    expect(open).toThrow(DataDirectoryUnusable)
    expect(open).toThrow(`There is no guestbook in ${directory.path}`)
    await writeFile(join(directory.path, 'guestbook.db'), '')
    expect(open).toThrow('holds no guestbook yet')
    const book = openSqliteBook({ directory: directory.path, seedMessage: 'Hello World!' })
    expect((await book.page({ limit: 1 })).total).toBe(1)
    await book.close()
  })
})

function setVersion(path: string, version: number): void {
  using database = new DatabaseSync(path)
  database.exec(`PRAGMA user_version = ${version}`)
}

function script(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url))
}
