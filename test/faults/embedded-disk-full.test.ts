import { execFile } from 'node:child_process'
import { rmSync, statfsSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { cp, mkdir, mkdtempDisposable, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { MIGRATIONS } from '../../server/book/stores/sqlite/migrations.ts'
import { openSqliteBook } from '../../server/book/stores/sqlite/sqlite-book.ts'
import type { Entry } from '../../server/common/entry.ts'
import { ask, post } from '../support/ask.ts'
import { describeUnless } from '../support/machine.ts'
import { type RunningServer, runServer, startServer } from '../support/server.ts'
import { mountProblem, mountSmallDisk, mountSmallExt4 } from './small-disk.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** A disk of a few megabytes, and what else may lie on it. */
async function smallDisk(megabytes: number, mount: typeof mountSmallExt4 = mountSmallDisk) {
  const directory = await mkdtempDisposable(join(tmpdir(), 'guestbook-disk-'))
  const disk = await mount(directory.path, megabytes)
  const filling = join(directory.path, 'filling')
  return {
    path: directory.path,
    /** Takes the last byte. */
    fill() {
      for (const size of [1 << 20, 4096, 1]) {
        try {
          for (;;) writeFileSync(filling, Buffer.alloc(size), { flag: 'a' })
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
        }
      }
      expect(statfsSync(directory.path).bavail).toBe(0)
    },
    /** Gives back as much of what was taken. */
    free: (bytes: number) => truncateSync(filling, statSync(filling).size - bytes),
    empty: () => rmSync(filling),
    async [Symbol.asyncDispose]() {
      await disk[Symbol.asyncDispose]()
      await directory.remove()
    },
  }
}

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

/** Runs the owner's command. */
function remove(directory: string, ...ids: string[]): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const options = { cwd: ROOT, env: { PATH: process.env.PATH, DATA_DIR: directory } }
    execFile(process.execPath, ['server/remove.ts', ...ids], options, (error, stdout, stderr) =>
      resolve({ code: Number(error?.code ?? 0), output: stdout + stderr }),
    )
  })
}

const start = (directory: string) => startServer({ DATA_DIR: directory, RATE_LIMIT: '0', LOG_LEVEL: 'info' })
const readyz = async (server: RunningServer) => (await ask(`${server.url}/readyz`)).json()
const entries = async (server: RunningServer): Promise<Entry[]> =>
  (await (await ask(`${server.url}/api/entries?limit=100`)).json()).entries
const ids = async (server: RunningServer) => (await entries(server)).map(({ id }) => id)

/** What the log warns of, apart from single requests. */
const warnings = (server: RunningServer) =>
  server.logs.filter(({ level, reqId }) => level === 40 && !reqId).map(({ msg }) => msg)

const FULL = { reads: 'ok', writes: 'unavailable', warnings: [expect.stringMatching(/the book is full/)] }
const WELL = { reads: 'ok', writes: 'ok', warnings: [] }

describeUnless(mountProblem(), 'the disk under an embedded book is full to the last byte', () => {
  test('pages are served, posts are refused, entries can be removed, and it recovers by itself', async () => {
    await using disk = await smallDisk(8)
    await using server = await start(disk.path)
    const posted: string[] = []
    // Large ones, whose pages are overwritten when they are taken out.
    for (let number = 0; number < 32; number++) {
      const answer = await post(server, { message: `${number} ${'留言'.repeat(400)}` })
      posted.push((await answer.json()).id)
    }
    disk.fill()
    await expect.poll(() => readyz(server)).toMatchObject(FULL)
    await expect.poll(() => warnings(server)).toEqual(FULL.warnings)
    const refused = await post(server, { message: 'into a full book' })
    expect(refused.status).toBe(503)
    expect(refused.headers.get('retry-after')).not.toBeNull()
    expect((await ask(`${server.url}/`)).status).toBe(200)

    // More of them than the reserve would be enough for if it were not taken back each time.
    const [kept = '', last = '', ...going] = posted
    expect(await remove(disk.path, ...going)).toEqual({
      code: 0,
      output: going.map((id) => `Removed ${id}.\n`).join(''),
    })
    disk.fill()
    expect(await remove(disk.path, last)).toEqual({ code: 0, output: `Removed ${last}.\n` })
    await expect
      .poll(async () => (await entries(server)).map(({ message }) => message))
      .toEqual([expect.stringMatching(/^0 /), 'Hello World!'])
    expect((await ask(`${server.url}/api/entries/${kept}`)).status).toBe(200)

    disk.empty()
    await expect.poll(() => readyz(server)).toMatchObject(WELL)
    const accepted = await post(server, { message: 'there is room again' })
    expect(accepted.status).toBe(201)
    expect(await ids(server)).toHaveLength(3)
  })

  test('posts fill it: each that was acknowledged is there, and can be removed', { timeout: 60_000 }, async () => {
    await using disk = await smallDisk(2)
    await using server = await start(disk.path)
    const acknowledged: string[] = []
    for (let round = 0; ; round++) {
      const messages = Array.from({ length: 20 }, (_, index) => `${round} ${index} ${'x'.repeat(990)}`)
      const answers = await Promise.all(messages.map((message) => post(server, { message })))
      for (const answer of answers) if (answer.status === 201) acknowledged.push((await answer.json()).id)
      if (answers.every(({ status }) => status === 503)) break
    }
    expect(acknowledged.length).toBeGreaterThan(200)
    await expect.poll(() => readyz(server)).toMatchObject(FULL)
    disk.fill()
    expect((await remove(disk.path, ...acknowledged.slice(0, 30))).code).toBe(0)
    await server.stop()
    await using again = await start(disk.path)
    for (const id of acknowledged.slice(0, 30)) expect((await ask(`${again.url}/api/entries/${id}`)).status).toBe(404)
    for (const id of acknowledged.slice(30, 60)) expect((await ask(`${again.url}/api/entries/${id}`)).status).toBe(200)
    const { total } = await (await ask(`${again.url}/api/entries`)).json()
    expect(total).toBe(acknowledged.length - 30 + 1)
  })

  test.each([
    ['stopped in good order', 'SIGTERM'],
    ['killed', 'SIGKILL'],
  ] as const)('a server that was %s before starts, reads and removes', async (_, signal) => {
    await using disk = await smallDisk(8)
    await using before = await start(disk.path)
    const [first, second, third] = await Promise.all(
      ['first', 'second', 'third'].map(
        async (message) => (await (await post(before, { message })).json()).id as string,
      ),
    )
    disk.fill()
    before.signal(signal)
    await before.ended
    disk.fill()
    // With no server beside it.
    expect(await remove(disk.path, first ?? '')).toEqual({ code: 0, output: `Removed ${first}.\n` })
    disk.fill()
    await using server = await start(disk.path)
    expect(await readyz(server)).toMatchObject(FULL)
    expect(await ids(server)).toEqual(expect.arrayContaining([second, third]))
    expect(await ids(server)).not.toContain(first)
    expect(await remove(disk.path, second ?? '')).toMatchObject({ code: 0 })
    await expect.poll(() => ids(server)).not.toContain(second)
    disk.empty()
    await expect.poll(() => readyz(server)).toMatchObject(WELL)
    expect((await post(server, { message: 'there is room again' })).status).toBe(201)
  })

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
      await cp(join(ROOT, 'test/book/formats', name), disk.path, { recursive: true })
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

  test('a disk that is 80 % full is warned of, in /readyz and once in the log', async () => {
    await using disk = await smallDisk(10)
    await using server = await start(disk.path)
    expect(await readyz(server)).toMatchObject(WELL)
    writeFileSync(join(disk.path, 'filling'), Buffer.alloc(7.5 * (1 << 20)))
    const warning = expect.stringMatching(/^the disk that holds the book is 8\d % full, 1\.\d MB are left/)
    await expect.poll(() => readyz(server)).toMatchObject({ reads: 'ok', writes: 'ok', warnings: [warning] })
    await expect.poll(() => warnings(server)).toEqual([warning])
    expect((await post(server, { message: 'still welcome' })).status).toBe(201)
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
