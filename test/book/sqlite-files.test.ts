import { execFileSync } from 'node:child_process'
import { chmod, cp, link, mkdir, mkdtempDisposable, readdir, rename, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { DataDirectoryInUse, DataDirectoryUnusable } from '../../server/book/stores/sqlite/data-directory.ts'
import { MIGRATIONS } from '../../server/book/stores/sqlite/migrations.ts'
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
  const served = [
    'guestbook.db 600',
    'guestbook.db-shm 600',
    'guestbook.db-wal 600',
    'guestbook.lock 600',
    'guestbook.reserve 600',
  ]

  test.each([0o000, 0o022, 0o277])('with the umask %o, in a directory that others may read', async (umask) => {
    await using directory = await temporaryDirectory()
    await chmod(directory.path, 0o755)
    const book = withUmask(umask, () => open(directory.path))
    await book.append({ name: '', message: 'Hello' })
    expect(await modesIn(directory.path)).toEqual(served)
    await book.close()
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

/** Root may write anywhere, so tests that run as root do this as nobody. */
function unprivileged<Result>(work: () => Result): Result {
  if (process.geteuid?.() !== 0) return work()
  process.seteuid?.(65534)
  try {
    return work()
  } finally {
    process.seteuid?.(0)
  }
}
