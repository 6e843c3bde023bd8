import { mkdtempDisposable } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Book, Snapshot } from '../../server/book/book.ts'
import { doEverything } from '../book/contract/do-everything.ts'
import { done } from '../book/contract/moderating.ts'
import { describeWith } from '../support/machine.ts'
import { type RedisNode, startRedis } from '../support/redis.ts'
import { locationOf, openWritable } from '../support/redis-book.ts'
import { type CommandResult, runCommand } from '../support/run-command.ts'
import { inBook } from './book-with-backup.ts'

/** Runs `npm run copy -- --from … --to …`. */
function copy(from: string, to: string, environment = {}): Promise<CommandResult> {
  return runCommand('server/copy.ts', environment, '--from', from, '--to', to)
}

/** All that a copy must have, as a reader, an author and an owner see it. */
async function contentOf(book: Book) {
  const stop = new AbortController()
  const snapshot = (await book.follow(stop.signal)[Symbol.asyncIterator]().next()).value
  stop.abort()
  if (snapshot?.kind !== 'snapshot') throw new Error(`expected a snapshot, got ${snapshot?.kind}`)
  const { position, ...seen }: Snapshot = snapshot
  const { moderation } = book
  const drawers = await Promise.all(
    (['waiting', 'spam'] as const).map((drawer) => moderation.held(drawer, { limit: 200 })),
  )
  const { records } = await moderation.audit({ limit: 200 })
  const held = await book.fatesOf(
    'ada',
    records.map(({ entry = '0-1' }) => entry),
  )
  const moves = await Promise.all(records.map(async ({ entry = '0-1' }) => (await book.find(entry)).movedTo))
  return {
    ...seen,
    // The stores may say at different changes what an entry is now.
    changed: seen.changed.map(({ now: _, ...change }) => change),
    drawers,
    records,
    hidden: await moderation.hidden(),
    held,
    moves,
    last: [position.entries, position.changes],
    people: (await book.owners.people()).map(({ name, role, id }) => ({ name, role, id })),
    secret: await book.secret(),
  }
}

/** Does everything to an empty book, with entries hidden, pinned, waiting and spam at the end. */
async function fill(book: Book): Promise<void> {
  await book.append({ name: 'Zoë', message: 'first\nof all 👩‍👩‍👧‍👦' })
  await doEverything(book)
  await book.moderation.setGate({ state: 'open', closesAt: 4_000_000_000_000 }, 'Ada')
  const ids: string[] = []
  for (let number = 0; number < 12; number++) ids.push((await book.append({ message: `${number}` })).entry.id)
  for (const place of [1, 2, 3, 7, 11]) await book.moderation.mark(ids[place] ?? '', { kind: 'hide' }, 'Ada')
  await book.moderation.mark(ids[2] ?? '', { kind: 'reply', text: 'Thanks, "you"' }, 'Ada')
  await book.moderation.mark(ids[5] ?? '', { kind: 'pin' }, 'Ada')
  // Entries that a person took out of the spam: one waits again, the other is published.
  for (const last of ['wait', 'publish'] as const) {
    let { id } = (await book.append({ message: last }, { screening: { author: 'ada', hold: ['words'] } })).entry
    for (const verdict of ['spam', 'wait', ...(last === 'publish' ? [last] : [])] as const)
      id = done((await book.moderation.decide([id], verdict, 'Ada'))[0]).entry
  }
  // The last entry and the last that waits are gone, and their ids must not be given again.
  const { entry } = await book.append({ message: 'removed last' })
  await book.moderation.remove(entry.id, 'Ada')
  const waits = await book.append({ message: 'withdrawn last' }, { screening: { author: 'ada', hold: ['words'] } })
  await book.withdraw(waits.entry.id, 'ada')
  const code = await book.owners.invite({ name: 'Ada', role: 'owner' })
  await book.owners.enter(code, 'a device')
}

async function inRedis<Result>(node: RedisNode, use: (book: Book) => Promise<Result>): Promise<Result> {
  await using book = await openWritable({ location: locationOf(node) })
  return await use(book)
}

describeWith(['redis'], 'npm run copy', () => {
  test('moves a book to Redis, to another Redis, and back, with all that it holds', async () => {
    await using folder = await mkdtempDisposable(join(tmpdir(), 'guestbook-copy-'))
    await using one = await startRedis({ provider: 'deployed' })
    await using two = await startRedis({ provider: 'deployed' })
    const [first, last, third] = ['first', 'last', 'third'].map((name) => join(folder.path, name)) as [
      string,
      string,
      string,
    ]
    await inBook(first, fill)
    const expected = await inBook(first, contentOf)
    expect(expected.hidden).toHaveLength(5)
    expect(expected.people).toHaveLength(1)

    for (const [from, to] of [
      [first, one.master.url],
      [one.master.url, two.master.url],
      [two.master.url, last],
      [last, third],
    ] as const) {
      const { code, output } = await copy(from, to)
      expect(output).toMatch(
        / Both have 1\d entries, 5 hidden, \d waiting, 1 spam, \d+ changes and 1 person who keeps it\./,
      )
      expect(code).toBe(0)
    }

    expect(await inRedis(one.master, contentOf)).toEqual(expected)
    expect(await inRedis(two.master, contentOf)).toEqual(expected)
    expect(await inBook(last, contentOf)).toEqual(expected)
    expect(await inBook(third, contentOf)).toEqual(expected)
    // The copies are other books, in which nobody is signed in.
    const generations = [
      await inBook(first, generationOf),
      await inRedis(one.master, generationOf),
      await inRedis(two.master, generationOf),
      await inBook(last, generationOf),
    ]
    expect(new Set(generations).size).toBe(4)
    const sessions = await inRedis(two.master, (book) => book.owners.people())
    expect(sessions.flatMap(({ sessions }) => sessions)).toEqual([])
    // It goes on where it was.
    await inRedis(two.master, goOn)
    await inBook(last, goOn)

    async function goOn(book: Book): Promise<void> {
      const { entry } = await book.append({ message: 'next' })
      expect(Number.parseInt(entry.id, 10)).toBeGreaterThanOrEqual(Number.parseInt(expected.last[0] ?? '', 10))
      for (const { id } of await book.moderation.hidden()) await book.moderation.mark(id, { kind: 'show' }, 'Ada')
      expect(await book.moderation.hidden()).toEqual([])
    }
  }, 120_000)

  test('copies what Redis remembers of hidden entries that lie together', async () => {
    await using folder = await mkdtempDisposable(join(tmpdir(), 'guestbook-copy-'))
    await using one = await startRedis()
    await using two = await startRedis()
    await inRedis(one.master, fill)
    const runs = (node: RedisNode) => node.client().zrange('guestbook:{main}:hidden:runs', '0', '-1')
    expect((await copy(one.master.url, join(folder.path, 'a'))).code).toBe(0)
    expect((await copy(join(folder.path, 'a'), two.master.url)).code).toBe(0)
    expect(await runs(two.master)).toHaveLength(3)
    expect(await runs(two.master)).toEqual(await runs(one.master))
  }, 120_000)

  test('refuses a place that has entries, or is served, or is no guestbook, and changes nothing there', async () => {
    await using folder = await mkdtempDisposable(join(tmpdir(), 'guestbook-copy-'))
    await using redis = await startRedis()
    const place = join(folder.path, 'a')
    await inBook(place, (book) => book.append({ message: 'here' }))
    expect((await copy(place, redis.master.url)).code).toBe(0)
    const before = await redis.master.client().keys('*')
    expect(await copy(place, redis.master.url)).toEqual({
      code: 1,
      output: `The book on 127.0.0.1:${redis.master.port} has entries already (1): copy to an empty one.\n`,
    })
    expect((await redis.master.client().keys('*')).sort()).toEqual(before.sort())
    expect(await copy(redis.master.url, place)).toEqual({
      code: 1,
      output: `The book in ${place} has entries already (1): copy to an empty one.\n`,
    })
    const served = join(folder.path, 'served')
    await inBook(served, async () => {
      expect((await copy(redis.master.url, served)).output).toContain('is in use by another guestbook')
    })
    const nothing = join(folder.path, 'nothing')
    expect(await copy(nothing, redis.master.url)).toMatchObject({
      code: 1,
      output: expect.stringContaining('There is no guestbook in'),
    })
    await redis.master.client().flushall()
    expect(await copy(redis.master.url, nothing)).toMatchObject({
      code: 1,
      output: expect.stringContaining('There is no guestbook on'),
    })
    expect((await copy('', nothing)).code).toBe(2)
    // A user who may not do it all.
    await redis.master.client().call('ACL', 'SETUSER', 'reader', 'on', '>secret', '~*', '+@all', '-eval')
    const limited = redis.master.url.replace('redis://', 'redis://reader:secret@')
    expect(await copy(limited, nothing)).toMatchObject({
      code: 1,
      output: expect.stringMatching(/^Redis failed: NOPERM .*\n$/),
    })
  }, 120_000)

  test('an interrupted copy leaves no book, and the next one is complete', async () => {
    await using folder = await mkdtempDisposable(join(tmpdir(), 'guestbook-copy-'))
    await using redis = await startRedis()
    const place = join(folder.path, 'a')
    await inBook(place, async (book) => {
      for (let number = 0; number < 40; number++) await book.append({ message: `${number} ${'x'.repeat(900)}` })
    })
    const client = redis.master.client()
    // Memory is full in the middle of the copy.
    await client.config('SET', 'maxmemory', String(Number((await redis.master.info('memory')).used_memory) + 30_000))
    const failed = await copy(place, redis.master.url)
    expect(failed.output).toMatch(/refused the copy: .*OOM/)
    expect(failed.code).toBe(1)
    expect(await client.keys('*')).toEqual([])
    await client.config('SET', 'maxmemory', '0')
    // As if it had been killed.
    await client.xadd('guestbook:{main}:incoming:entries', '1-1', 'message', 'left behind')
    expect((await copy(place, redis.master.url)).code).toBe(0)
    expect(await inRedis(redis.master, async (book) => (await book.page({ limit: 50 })).entries.length)).toBe(40)
    expect(await client.keys('*incoming*')).toEqual([])
  }, 120_000)

  test('is of one moment while the book is signed and kept', async () => {
    await using folder = await mkdtempDisposable(join(tmpdir(), 'guestbook-copy-'))
    await using redis = await startRedis()
    await using book = await openWritable({ location: locationOf(redis.master) })
    for (let number = 0; number < 300; number++) await book.append({ message: `${number}` })
    let isDone = false
    const sign = async () => {
      for (let number = 0; !isDone; number++) await book.append({ message: `meanwhile ${number}` })
    }
    const signing = sign()
    const place = join(folder.path, 'a')
    const { code, output } = await copy(redis.master.url, place)
    isDone = true
    await signing
    expect(output).toContain('Both have')
    expect(code).toBe(0)
    const messages = await inBook(place, async (copied) => {
      const { entries, total } = await copied.page({ limit: 200 })
      expect(total).toBeGreaterThanOrEqual(300)
      return entries
    })
    for (const entry of messages) expect((await book.find(entry.id)).entry).toEqual(entry)
  }, 120_000)
})

async function generationOf(book: Book): Promise<string> {
  return (await book.page({ limit: 1 })).position.generation
}
