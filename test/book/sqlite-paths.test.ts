import { execFileSync } from 'node:child_process'
import { chmod, mkdir, mkdtempDisposable, readdir, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { DataDirectoryUnusable } from '../../server/book/stores/sqlite/files/data-directory.ts'
import { MIGRATIONS } from '../../server/book/stores/sqlite/migrations/migrations.ts'
import { openSqliteBook, openSqliteBookAlongside } from '../../server/book/stores/sqlite/sqlite-book.ts'
import { unprivileged } from '../support/unprivileged.ts'

const temporaryDirectory = () => mkdtempDisposable(join(tmpdir(), 'guestbook-'))
const open = (directory: string) => openSqliteBook({ directory, seedMessage: 'Hello World!' })

describe('the error names what is in place of the file:', () => {
  test('a link to nothing', async () => {
    await using directory = await temporaryDirectory()
    const path = join(directory.path, 'guestbook.db')
    await symlink('/mnt/elsewhere/guestbook.db', path)
    for (const attempt of [() => open(directory.path), () => openSqliteBookAlongside({ directory: directory.path })]) {
      expect(attempt).toThrow(DataDirectoryUnusable)
      expect(attempt).toThrow(`${path} is a symbolic link to /mnt/elsewhere/guestbook.db, where there is no file`)
    }
  })

  test('a link to itself', async () => {
    await using directory = await temporaryDirectory()
    await symlink('guestbook.db', join(directory.path, 'guestbook.db'))
    expect(() => open(directory.path)).toThrow('it is a symbolic link that leads back to itself')
  })

  test('a directory', async () => {
    await using directory = await temporaryDirectory()
    await mkdir(join(directory.path, 'guestbook.db'))
    expect(() => open(directory.path)).toThrow("is a directory, but must be the book's file")
  })

  test('a pipe, without waiting for it', async () => {
    await using directory = await temporaryDirectory()
    execFileSync('mkfifo', [join(directory.path, 'guestbook.db')])
    expect(() => open(directory.path)).toThrow('is a device or pipe')
  })

  test.each(['guestbook.db', 'guestbook.lock', 'guestbook.reserve'])('a read-only %s', async (name) => {
    await using directory = await temporaryDirectory()
    await chmod(directory.path, 0o777)
    await unprivileged(() => open(directory.path).close())
    await chmod(join(directory.path, name), 0o400)
    const attempt = () => unprivileged(() => open(directory.path))
    expect(attempt).toThrow(DataDirectoryUnusable)
    expect(attempt).toThrow(join(directory.path, name))
    expect(attempt).toThrow('must be readable and writable by the user that the guestbook runs as')
  })
})

describe('a data directory may have any name:', () => {
  test.each(['with blanks', '100%25', 'a#b', 'a?mode=memory', 'file:x', "it's; DROP", 'ünï 留言'])(
    '%s',
    async (name) => {
      await using parent = await temporaryDirectory()
      const directory = join(parent.path, name)
      await open(directory).close()
      expect((await readdir(directory)).sort()).toEqual(['guestbook.db', 'guestbook.lock', 'guestbook.reserve'])
      const book = openSqliteBook({ directory, seedMessage: '', migrations: [...MIGRATIONS, () => {}] })
      expect((await book.page({ limit: 1 })).total).toBe(1)
      await book.close()
      expect(await readdir(directory)).toContainEqual(expect.stringMatching(`^guestbook-format-${MIGRATIONS.length}-`))
    },
  )

  test('a relative name that looks like a URL', async () => {
    await using parent = await temporaryDirectory()
    const before = process.cwd()
    process.chdir(parent.path)
    try {
      await open('file:book?mode=memory').close()
      expect(await readdir(join(parent.path, 'file:book?mode=memory'))).toContain('guestbook.db')
    } finally {
      process.chdir(before)
    }
  })

  test('a name that is too long for SQLite is rejected with that reason', async () => {
    await using parent = await temporaryDirectory()
    for (const directory of [
      join(parent.path, ...Array<string>(3).fill('x'.repeat(200))),
      join(parent.path, 'x'.repeat(300)),
    ]) {
      expect(() => open(directory)).toThrow(DataDirectoryUnusable)
      expect(() => open(directory)).toThrow('its path is too long. Choose a shorter one')
    }
  })
})

test('a damaged book is rejected, and the message says to restore a backup', async () => {
  await using directory = await temporaryDirectory()
  const book = open(directory.path)
  for (let number = 0; number < 50; number++) await book.append({ name: '', message: 'x'.repeat(1000) })
  await book.close()
  const path = join(directory.path, 'guestbook.db')
  await writeFile(path, Buffer.alloc(8192, 7), { flag: 'r+' })
  expect(() => open(directory.path)).toThrow(DataDirectoryUnusable)
  expect(() => open(directory.path)).toThrow('Put a backup of the book in its place')
})
