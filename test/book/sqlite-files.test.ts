import { execFileSync } from 'node:child_process'
import { chmod, cp, link, mkdir, mkdtempDisposable, readdir, rename, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { DataDirectoryInUse, DataDirectoryUnusable } from '../../server/book/stores/sqlite/files/data-directory.ts'
import { MIGRATIONS } from '../../server/book/stores/sqlite/migrations/migrations.ts'
import { openSqliteBook, openSqliteBookAlongside } from '../../server/book/stores/sqlite/sqlite-book.ts'
import { mountProblem } from '../faults/small-disk.ts'
import { describeUnless } from '../support/machine.ts'
import { removeEntry } from '../support/remove-entry.ts'

const temporaryDirectory = () => mkdtempDisposable(join(tmpdir(), 'guestbook-'))
const open = (directory: string) => openSqliteBook({ directory, seedMessage: 'Hello World!' })

/** The modes of all files in a directory, such as "guestbook.db 600". */
async function modesIn(directory: string): Promise<string[]> {
  const names = (await readdir(directory)).sort()
  return Promise.all(
    names.map(async (name) => `${name} ${((await stat(join(directory, name))).mode & 0o777).toString(8)}`),
  )
}

function withUmask<Result>(umask: number, work: () => Result): Result {
  const before = process.umask(umask)
  try {
    return work()
  } finally {
    process.umask(before)
  }
}

describe('the files of a book are private', () => {
  const servedWith = (mode: number) =>
    ['db', 'db-shm', 'db-wal', 'lock', 'reserve'].map((name) => `guestbook.${name} ${mode}`)
  const served = servedWith(600)

  test.each([
    [0o000, 0o755],
    [0o022, 0o755],
    [0o277, 0o755],
    [0o022, 0o1777],
  ])('with the umask %o, in a directory of mode %o', async (umask, mode) => {
    await using directory = await temporaryDirectory()
    await chmod(directory.path, mode)
    const book = withUmask(umask, () => open(directory.path))
    await book.append({ name: '', message: 'Hello' })
    expect(await modesIn(directory.path)).toEqual(served)
    await book.close()
  })

  test('and those of a group in a directory that the group keeps', async () => {
    await using directory = await temporaryDirectory()
    await chmod(directory.path, 0o770)
    const book = withUmask(0o022, () => open(directory.path))
    expect(await modesIn(directory.path)).toEqual(servedWith(660))
    await book.close()
    for (const name of await readdir(directory.path)) await chmod(join(directory.path, name), 0o604)
    const again = open(directory.path)
    expect(await modesIn(directory.path)).toEqual(servedWith(660))
    await again.close()
  })

  test('even if an older release or a backup has made them or copies readable', async () => {
    await using directory = await temporaryDirectory()
    await cp(fileURLToPath(new URL('formats/version-1-running', import.meta.url)), directory.path, { recursive: true })
    for (const name of ['guestbook.lock', 'guestbook-format-0-then.db', 'notes.txt'])
      await writeFile(join(directory.path, name), '')
    for (const name of await readdir(directory.path)) await chmod(join(directory.path, name), 0o664)
    const book = withUmask(0, () =>
      openSqliteBook({ directory: directory.path, seedMessage: '', migrations: [...MIGRATIONS, () => {}] }),
    )
    expect(await modesIn(directory.path)).toEqual([
      expect.stringMatching(/^guestbook-format-0-then.db 600$/),
      expect.stringMatching(/^guestbook-format-1-.*Z.db 600$/),
      ...served,
      'notes.txt 664',
    ])
    await book.close()
  })

  test('and stay so when another process removes an entry', async () => {
    await using directory = await temporaryDirectory()
    await open(directory.path).close()
    const alongside = withUmask(0, () => openSqliteBookAlongside({ directory: directory.path }))
    await removeEntry(alongside, '1-0')
    expect(await modesIn(directory.path)).toEqual(served)
    await alongside.close()
  })
})

describe('one book has one server', () => {
  test('even if a second data directory has a link to its file', async () => {
    await using first = await temporaryDirectory()
    await using second = await temporaryDirectory()
    const book = open(first.path)
    await symlink(join(first.path, 'guestbook.db'), join(second.path, 'guestbook.db'))
    expect(() => open(second.path)).toThrow(DataDirectoryInUse)
    expect(() => open(second.path)).toThrow(`in use by another guestbook, which serves ${first.path}/guestbook.db`)
    const [entry] = (await book.page({ limit: 1 })).entries
    const alongside = openSqliteBookAlongside({ directory: second.path })
    expect(await removeEntry(alongside, entry?.id ?? '')).toBeDefined()
    await alongside.close()
    await book.close()

    const linked = open(second.path)
    expect((await linked.page({ limit: 1 })).total).toBe(0)
    expect(() => open(first.path)).toThrow(DataDirectoryInUse)
    await linked.close()
  })

  test('even if both have links to a file of another name', async () => {
    await using first = await temporaryDirectory()
    await using second = await temporaryDirectory()
    await using shelf = await temporaryDirectory()
    await open(shelf.path).close()
    await rename(join(shelf.path, 'guestbook.db'), join(shelf.path, 'wedding.db'))
    for (const { path } of [first, second]) await symlink(join(shelf.path, 'wedding.db'), join(path, 'guestbook.db'))
    const book = open(first.path)
    expect(() => open(second.path)).toThrow(DataDirectoryInUse)
    // Another book in the same folder is not affected.
    await open(shelf.path).close()
    await book.close()
  })

  test('even if the second data directory is a link to the first', async () => {
    await using first = await temporaryDirectory()
    await using parent = await temporaryDirectory()
    const linked = join(parent.path, 'linked')
    await symlink(first.path, linked)
    const book = open(first.path)
    expect(() => open(linked)).toThrow(DataDirectoryInUse)
    await book.close()
    await open(linked).close()
  })

  test('so a file with two names is served under neither of them', async () => {
    await using first = await temporaryDirectory()
    await using second = await temporaryDirectory()
    const book = open(first.path)
    await link(join(first.path, 'guestbook.db'), join(second.path, 'guestbook.db'))
    expect(() => open(second.path)).toThrow(DataDirectoryUnusable)
    expect(() => open(second.path)).toThrow('has 2 names (hard links)')
    await book.append({ name: '', message: 'still served' })
    await book.close()
    expect(() => open(first.path)).toThrow('has 2 names (hard links)')
    // What the message says to do.
    execFileSync('sh', ['-c', 'cp guestbook.db copy.db && mv copy.db guestbook.db'], { cwd: first.path })
    const again = open(first.path)
    expect((await again.page({ limit: 1 })).total).toBe(2)
    await again.close()
  })
})

describeUnless(mountProblem(), 'mounts', () => {
  const mounted = async (from: string, to: string, work: () => unknown) => {
    const asRoot = (...words: [string, ...string[]]) =>
      process.getuid?.() === 0 ? execFileSync(words[0], words.slice(1)) : execFileSync('sudo', ['-n', ...words])
    asRoot('mount', '--bind', from, to)
    try {
      await work()
    } finally {
      asRoot('umount', to)
    }
  }

  test('a directory that is mounted in two places belongs to one book', async () => {
    await using first = await temporaryDirectory()
    await using second = await temporaryDirectory()
    await mounted(first.path, second.path, async () => {
      const book = open(first.path)
      expect(() => open(second.path)).toThrow(DataDirectoryInUse)
      await book.close()
    })
  })

  test('a file that is mounted by itself is rejected, because SQLite’s other files would be lost', async () => {
    await using first = await temporaryDirectory()
    await using parent = await temporaryDirectory()
    const second = join(parent.path, 'with a blank')
    await mkdir(second)
    const book = open(first.path)
    await writeFile(join(second, 'guestbook.db'), '')
    await mounted(join(first.path, 'guestbook.db'), join(second, 'guestbook.db'), () => {
      expect(() => open(second)).toThrow(DataDirectoryUnusable)
      expect(() => open(second)).toThrow('is mounted by itself')
      expect(() => open(second)).toThrow('mount the directory that holds it')
    })
    await book.close()
  })
})
