import { mkdtempDisposable, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { NotWritten } from '../../server/book/errors.ts'
import { type DiskSpace, isFillingUp } from '../../server/book/stores/sqlite/files/disk-space.ts'
import { reserveSize } from '../../server/book/stores/sqlite/files/reserve.ts'
import { openSqliteBook, openSqliteBookAlongside } from '../../server/book/stores/sqlite/sqlite-book.ts'
import { removeEntry } from '../support/remove-entry.ts'

const MB = 1e6
const GB = 1e9

test.each([
  [{ total: 100 * MB, free: 21 * MB }, false],
  [{ total: 100 * MB, free: 20 * MB }, true],
  [{ total: 100 * MB, free: 0 }, true],
  [{ total: 20 * GB, free: 4 * GB }, true],
  // 80 % of a large disk is no emergency.
  [{ total: 2000 * GB, free: 400 * GB }, false],
  [{ total: 2000 * GB, free: 5 * GB }, false],
  [{ total: 2000 * GB, free: 5 * GB - 1 }, true],
] as const)('a disk with %j fills up: %j', (space, expected) => {
  expect(isFillingUp(space)).toBe(expected)
})

test.each([
  [undefined, 4 << 20],
  [{ total: 100 * GB, free: 0 }, 4 << 20],
  [{ total: 16 << 20, free: 0 }, 1 << 20],
  [{ total: 1 << 20, free: 0 }, 256 << 10],
] as const)('on a disk of %j the reserve has %i bytes', (space, expected) => {
  expect(reserveSize(space)).toBe(expected)
})

/** A book on a disk that is as full as the test says. */
async function bookOnDisk() {
  const directory = await mkdtempDisposable(join(tmpdir(), 'guestbook-'))
  const disk: { space: DiskSpace | undefined } = { space: { total: GB, free: GB / 2 } }
  const lines: string[] = []
  const log = { info: (line: string) => lines.push(`info ${line}`), warn: (line: string) => lines.push(`warn ${line}`) }
  const book = openSqliteBook({ directory: directory.path, seedMessage: '', log, readSpace: () => disk.space })
  return {
    book,
    disk,
    lines,
    directory: directory.path,
    async [Symbol.asyncDispose]() {
      await book.close()
      await directory.remove()
    },
  }
}

describe('the disk is watched while the book is open', () => {
  test('and a warning about little space is in the health, and once in the log', async () => {
    await using context = await bookOnDisk()
    const { book, disk, lines } = context
    expect(book.health()).toMatchObject({ writable: true, warnings: [] })
    disk.space = { total: GB, free: 0.17 * GB }
    const warning =
      'the disk that holds the book is 83 % full, 170.0 MB are left: once it is full, new entries are refused'
    await expect.poll(() => book.health()).toMatchObject({ writable: true, warnings: [warning] })
    disk.space = { total: GB, free: 0.16 * GB }
    await expect.poll(() => book.health().warnings).toEqual([expect.stringContaining('84 % full')])
    disk.space = { total: GB, free: GB / 2 }
    await expect.poll(() => book.health().warnings).toEqual([])
    expect(lines).toEqual([`warn ${warning}`, 'info the disk that holds the book has room again'])
  })

  test('and entries are rejected at once before the space runs out, until there is more', async () => {
    await using context = await bookOnDisk()
    const { book, disk, lines } = context
    const { entry } = await book.append({ name: '', message: 'in time' })
    disk.space = { total: GB, free: 4 * MB }
    const append = () =>
      book.append({ name: '', message: 'too late' }, { allowances: [{ network: 'a', perMinute: 1 }] })
    await expect(append()).rejects.toThrow(NotWritten)
    await expect(append()).rejects.toThrow('the disk that holds the book is full')
    expect(book.health()).toMatchObject({
      writable: false,
      readable: true,
      warnings: [expect.stringMatching(/is full/)],
    })
    expect(lines).toEqual([expect.stringMatching(/^warn the disk that holds the book is full/)])
    expect((await book.page({ limit: 2 })).entries).toEqual([entry])
    expect(await removeEntry(book, entry.id)).toBeDefined()

    disk.space = { total: GB, free: GB / 2 }
    await append()
    await expect.poll(() => book.health()).toMatchObject({ writable: true, warnings: [] })
  })

  test('and nothing is rejected if the file system does not report its free space', async () => {
    await using context = await bookOnDisk()
    const { book, disk } = context
    disk.space = undefined
    await book.append({ name: '', message: 'written' })
    expect(book.health()).toMatchObject({ writable: true, warnings: [] })
  })
})

describe('the reserve', () => {
  test('holds bytes that no file system can compress, and is created once', async () => {
    await using context = await bookOnDisk()
    const path = join(context.directory, 'guestbook.reserve')
    const bytes = await readFile(path)
    expect(bytes.length).toBe(4 << 20)
    expect(new Set(bytes.subarray(0, 4096)).size).toBeGreaterThan(200)
    expect((await stat(path)).blocks * 512).toBeGreaterThanOrEqual(4 << 20)
  })

  test('is not created by a process that does not serve the book', async () => {
    await using directory = await mkdtempDisposable(join(tmpdir(), 'guestbook-'))
    await openSqliteBook({ directory: directory.path, seedMessage: '' }).close()
    await rm(join(directory.path, 'guestbook.reserve'))
    const alongside = openSqliteBookAlongside({ directory: directory.path })
    await removeEntry(alongside, '1-0')
    await alongside.close()
    await expect(stat(join(directory.path, 'guestbook.reserve'))).rejects.toThrow('ENOENT')
  })
})
