import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { cp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { pipeline } from 'node:stream/promises'
import { describe, expect, test } from 'vitest'
import { digest } from '../../server/book/secrets.ts'
import { allPages, given } from '../book/contract/harness.ts'
import { runCommand } from '../support/run-command.ts'
import { backup, bookWithBackup, inBook, messages, ROOT, restore, start } from './book-with-backup.ts'

describe('npm run backup and npm run restore', () => {
  test('restore what was backed up, keep what was there, and say so', async () => {
    await using it = await bookWithBackup()
    const before = await inBook(it.place, (book) => book.page({ limit: 10 }))
    const { code, output } = await restore(it.place, it.file)
    const kept = given(/^The book that was there is kept: (.+)\n/.exec(output)?.[1])
    expect(output).toBe(
      `The book that was there is kept: ${kept}\nThe book in ${it.place} now has 2 entries, and everybody signs in anew.\n`,
    )
    expect(code).toBe(0)
    expect(kept).toMatch(/guestbook-before-\d{4}-\d\d-\d\dT\d{6}[.]\d{3}Z[.]db$/)
    const now = await inBook(it.place, (book) => book.page({ limit: 10 }))
    expect(now.entries).toEqual(before.entries.slice(1))
    // Open pages must not take it for the book that they know.
    expect(now.position.generation).not.toBe(before.position.generation)
    // What was kept can be restored as well.
    expect((await restore(it.place, kept)).output).toContain('now has 3 entries')
    expect(await messages(it.place)).toEqual(['later', 'two', 'one'])
    expect((await stat(kept)).mode & 0o077).toBe(0)
  })

  test('restore into a place without a book', async () => {
    await using it = await bookWithBackup()
    const place = join(it.folder, 'new', 'place')
    expect(await restore(place, it.file)).toEqual({
      code: 0,
      output: `The book in ${place} now has 2 entries, and everybody signs in anew.\n`,
    })
    expect(await messages(place)).toEqual(['two', 'one'])
  })

  test('go through pipes', async () => {
    await using it = await bookWithBackup()
    const piped = join(it.folder, 'piped.db')
    const writer = start('server/backup.ts', { DATA_DIR: it.place })
    await pipeline(writer.stdout, createWriteStream(piped))
    const place = join(it.folder, 'other')
    const reader = start('server/restore.ts', { DATA_DIR: place })
    reader.stdin.end(await readFile(piped))
    expect(await once(reader, 'close')).toEqual([0, null])
    expect(await messages(place)).toEqual(['later', 'two', 'one'])
    expect((await readdir(it.place)).filter((name) => name.includes('unfinished'))).toEqual([])
  })

  test('a backup is one moment of a book that is being signed', async () => {
    await using it = await bookWithBackup()
    await inBook(it.place, async (book) => {
      let isDone = false
      const signing = (async () => {
        for (let number = 0; !isDone; number++) await book.append({ message: `meanwhile ${number}` })
      })()
      const ended = await backup(it.place, it.file)
      isDone = true
      await signing
      expect(ended).toMatchObject({ code: 0 })
    })
    const place = join(it.folder, 'copy')
    expect((await restore(place, it.file)).code).toBe(0)
    const copied = await inBook(place, async (book) => {
      const pages = await allPages(book, 200, (await book.page({ limit: 1 })).position)
      const entries = pages.flatMap((page) => page.entries)
      expect(entries).toHaveLength(given(pages[0]).total)
      return entries
    })
    const all = await inBook(it.place, async (book) =>
      (await allPages(book, 200, (await book.page({ limit: 1 })).position)).flatMap(({ entries }) => entries),
    )
    expect(copied.length).toBeGreaterThanOrEqual(3)
    expect(copied).toEqual(all.slice(-copied.length))
  }, 120_000)

  test('a backup lets nobody sign in', async () => {
    await using it = await bookWithBackup()
    const [token, code, tablet, key] = await inBook(it.place, async ({ owners, tablets }) => {
      const entrance = await owners.enter(await owners.invite({ name: 'Ada', role: 'owner' }), 'a device')
      const opened = await tablets.enter(await tablets.invite('The door'), 'a tablet')
      return [
        entrance.kind === 'entered' ? entrance.token : '',
        await owners.invite({ name: 'Bob', role: 'owner' }),
        opened.kind === 'entered' ? opened.token : '',
        await tablets.invite('The bar'),
      ]
    })
    expect((await backup(it.place, it.file)).code).toBe(0)
    const bytes = await readFile(it.file, 'latin1')
    expect(bytes).toContain('Ada')
    for (const secret of [token, code, tablet, key] as string[]) expect(bytes).not.toContain(digest(secret))
    // A plain copy of the file has them, but nobody is signed in by restoring it.
    await cp(join(it.place, 'guestbook.db'), join(it.folder, 'plain.db'))
    expect((await restore(it.place, join(it.folder, 'plain.db'))).code).toBe(0)
    await inBook(it.place, async ({ owners, tablets }) => {
      expect(await tablets.find(tablet ?? '')).toBeUndefined()
      expect(await tablets.accepts(key ?? '')).toBe(false)
      expect(await owners.find(token ?? '')).toBeUndefined()
      expect(await owners.accepts(code ?? '')).toBe(false)
      expect((await owners.people()).map(({ name }) => name)).toEqual(['Ada'])
    })
  })

  test('restores a book of the first format, and the next start brings it up to date', async () => {
    await using it = await bookWithBackup()
    const old = join(ROOT, 'test/book/formats/version-1-closed/guestbook.db')
    const { code, output } = await restore(it.place, old)
    expect(output).toMatch(/now has \d+ entr/)
    expect(code).toBe(0)
    const count = Number(/now has (\d+)/.exec(output)?.[1])
    expect(await messages(it.place)).toHaveLength(count)
  })

  test('restore refuses while the book is served, and changes nothing', async () => {
    await using it = await bookWithBackup()
    await inBook(it.place, async (book) => {
      const { code, output } = await restore(it.place, it.file)
      expect(code).toBe(1)
      expect(output).toContain('is in use by another guestbook')
      await book.append({ message: 'still served' })
    })
    expect(await messages(it.place)).toEqual(['still served', 'later', 'two', 'one'])
  })

  test.each<[string, RegExp, (file: string) => Promise<unknown> | unknown]>([
    ['is empty', /is empty/, (file) => truncate(file, 0)],
    ['is cut', /not complete: it has 50000 bytes/, (file) => truncate(file, 50_000)],
    ['is cut within the first lines', /not complete|not a backup/, (file) => truncate(file, 40)],
    ['is some text', /not a backup of a guestbook/, (file) => writeFile(file, 'Hello')],
    ['is a snapshot of Redis', /snapshot of Redis/, (file) => writeFile(file, 'REDIS0012 and so on')],
    ['is another database', /a database, but not a guestbook/, (file) => changed(file, 'PRAGMA application_id = 7')],
    ['has lost a table', /damaged|incomplete/, (file) => changed(file, 'DROP TABLE book')],
    ['is newer', /newer guestbook \(its format is 1000,/, (file) => changed(file, 'PRAGMA user_version = 1000')],
    ['is damaged inside', /damaged/, damage],
  ])('restore refuses a file that %s, and changes nothing', async (_, reason, spoil) => {
    await using it = await bookWithBackup()
    await spoil(it.file)
    const names = await readdir(it.place)
    const { code, output } = await restore(it.place, it.file)
    expect(output).toMatch(reason)
    expect(output).toContain('Nothing was changed.')
    expect(code).toBe(1)
    expect(await readdir(it.place)).toEqual(names)
    expect(await messages(it.place)).toEqual(['later', 'two', 'one'])
  })

  test('restore replaces a damaged book, and keeps its file with its log', async () => {
    await using it = await bookWithBackup()
    await writeFile(join(it.place, 'guestbook.db'), 'damaged')
    await writeFile(join(it.place, 'guestbook.db-wal'), 'its log')
    const { code, output } = await restore(it.place, it.file)
    expect(output).toContain('now has 2 entries')
    expect(code).toBe(0)
    const kept = given(/is kept: (.+)\n/.exec(output)?.[1])
    expect(await readFile(kept, 'utf8')).toBe('damaged')
    expect(await readFile(`${kept}-wal`, 'utf8')).toBe('its log')
    expect(await messages(it.place)).toEqual(['two', 'one'])
  })

  test('say what is wrong with a call', async () => {
    await using it = await bookWithBackup()
    const npm = { DATA_DIR: it.place, npm_lifecycle_event: 'backup' }
    expect(await runCommand('server/backup.ts', npm)).toMatchObject({
      code: 2,
      output: expect.stringContaining('Usage:'),
    })
    expect(await restore(it.place, join(it.folder, 'absent'))).toMatchObject({
      code: 2,
      output: expect.stringContaining('There is no file'),
    })
    expect(await restore(it.place, 'a', 'b')).toMatchObject({ code: 2 })
    await rm(it.place, { recursive: true })
    expect(await backup(it.place, it.file)).toEqual({ code: 1, output: `There is no guestbook in ${it.place}.\n` })
    // The earlier backup is still there.
    expect((await restore(it.place, it.file)).code).toBe(0)
  })
})

function changed(file: string, sql: string): void {
  const database = new DatabaseSync(file)
  database.exec(sql)
  database.close()
}

/** Overwrites a page in the middle. */
async function damage(file: string): Promise<void> {
  const bytes = await readFile(file)
  bytes.fill(0xff, 4096 * 3, 4096 * 6)
  await writeFile(file, bytes)
}
