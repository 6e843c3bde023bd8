import { cp, mkdir, mkdtempDisposable, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { MIGRATIONS } from '../../server/book/stores/sqlite/migrations/migrations.ts'
import { openSqliteBook } from '../../server/book/stores/sqlite/sqlite-book.ts'
import { post } from '../support/ask.ts'
import { describeUnless } from '../support/machine.ts'
import { runServer } from '../support/server.ts'
import { entries, FULL, ids, readyz, remove, smallDisk, start, WELL } from './full-disk.ts'
import { mountProblem, mountSmallExt4 } from './small-disk.ts'

const FORMATS = fileURLToPath(new URL('../book/formats', import.meta.url))

/** Copies only the files of SQLite, as from a backup or from a server that runs. @returns the id of the only entry */
async function copyBook(directory: string, state: 'closed' | 'running'): Promise<string> {
  await using original = await mkdtempDisposable(join(tmpdir(), 'guestbook-original-'))
  const book = openSqliteBook({ directory: original.path, seedMessage: '' })
  const { entry } = await book.append({ message: 'kept' })
  const copy = (file: string) => cp(join(original.path, file), join(directory, file))
  if (state === 'running') await Promise.all(['guestbook.db', 'guestbook.db-wal'].map(copy))
  await book.close()
  if (state === 'closed') await copy('guestbook.db')
  return entry.id
}

describeUnless(mountProblem(), 'a book is opened on a disk that is full to the last byte', () => {
  test.each(['closed', 'running'] as const)(
    'a book that was copied there, without a reserve, is served read-only until there is room (%s)',
    async (state) => {
      await using disk = await smallDisk(4)
      const kept = await copyBook(disk.path, state)
      disk.fill()
      await using server = await start(disk.path)
      expect(await readyz(server)).toMatchObject(FULL)
      expect(await ids(server)).toEqual([kept])
      expect((await post(server, { message: 'into a full book' })).status).toBe(503)
      const refused = await remove(disk.path, kept)
      expect(refused.code).toBe(1)
      expect(refused.output).toContain('the disk is full. Make some room on it')

      disk.empty()
      await expect.poll(() => readyz(server)).toMatchObject(WELL)
      expect((await post(server, { message: 'there is room again' })).status).toBe(201)
      expect(await remove(disk.path, kept)).toMatchObject({ code: 0 })
      await expect.poll(() => ids(server)).not.toContain(kept)
    },
  )

  test.each(['version-1-closed', 'version-1-running'])(
    'a book of an earlier release stays as it was, and starts once there is room for a copy (%s)',
    async (name) => {
      await using disk = await smallDisk(4)
      await cp(join(FORMATS, name), disk.path, { recursive: true })
      disk.fill()
      const { code, output } = await runServer({ DATA_DIR: disk.path, PORT: '0', METRICS_PORT: '0' })
      expect([code, output]).toEqual([1, expect.stringContaining('but the disk is too full: the copy needs 1 MB')])
      disk.empty()
      await using server = await start(disk.path)
      expect(await entries(server)).toContainEqual(expect.objectContaining({ message: 'Sent with a key' }))
      expect((await post(server, { message: 'there is room' })).status).toBe(201)
    },
  )

  test('no new book is begun, and the message says why', async () => {
    await using disk = await smallDisk(1)
    disk.fill()
    const directories = [disk.path, join(disk.path, 'new')]
    // There may be no room for a folder either.
    await mkdir(join(disk.path, 'new')).catch(() => {})
    for (const directory of directories) {
      const { code, output } = await runServer({ DATA_DIR: directory, PORT: '0', METRICS_PORT: '0' })
      expect(code).toBe(1)
      expect(output).toMatch(/cannot be used( for a guestbook)?: .*the disk is full\. Make some room on it/)
    }
  })

  test('a book is not brought to a new format without a copy: the message says how much room that needs', async () => {
    await using disk = await smallDisk(2)
    const options = { directory: disk.path, seedMessage: 'Hello World!' }
    await openSqliteBook(options).close()
    disk.fill()
    const migrate = () => openSqliteBook({ ...options, migrations: [...MIGRATIONS, () => {}] })
    expect(migrate).toThrow('but the disk is too full: the copy needs 1 MB')
    expect((await readdir(disk.path)).sort()).toEqual([
      'filling',
      'guestbook.db',
      'guestbook.lock',
      'guestbook.reserve',
    ])
    await rm(join(disk.path, 'filling'))
    const book = migrate()
    expect((await book.page({ limit: 1 })).total).toBe(1)
    await book.close()
  })

  // SQLite maps a file with holes there, and a hole that finds no room ends the process (SIGBUS).
  test('neither the server nor the command is killed by a disk with small blocks', async (context) => {
    await using disk = await smallDisk(16, mountSmallExt4).catch((error) => context.skip(String(error)))
    const kept = await copyBook(disk.path, 'closed')
    disk.fill()
    for (const kilobytes of [0, 24, 16, 32]) {
      disk.free(kilobytes << 10)
      const { code, output } = await remove(disk.path, kept)
      expect([code, output]).toEqual([1, expect.stringContaining('the disk is full. Make some room on it')])
    }
    await using server = await start(disk.path)
    expect(await readyz(server)).toMatchObject(FULL)
    expect(await ids(server)).toEqual([kept])
    disk.empty()
    await expect.poll(() => readyz(server)).toMatchObject(WELL)
    expect((await post(server, { message: 'there is room again' })).status).toBe(201)
    const [first = '', ...others] = await ids(server)
    disk.fill()
    expect(await remove(disk.path, first)).toEqual({ code: 0, output: `Removed ${first}.\n` })
    await expect.poll(() => ids(server)).toEqual(others)
  })
})
