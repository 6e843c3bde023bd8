import { mkdtempDisposable } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { redisVariables } from '../support/app.ts'
import { ask, post } from '../support/ask.ts'
import { describeWith } from '../support/machine.ts'
import { startRedis } from '../support/redis.ts'
import { runCommand } from '../support/run-command.ts'
import { startServer } from '../support/server.ts'
import { done, entriesOf, keepBook, refused } from './keep-book.ts'

const UNUSED = { DATA_DIR: '/nowhere' }

describe('npm run entries', () => {
  test('keeps a book in a directory, beside its server', { timeout: 120_000 }, async () => {
    await using folder = await mkdtempDisposable(join(tmpdir(), 'guestbook-entries-'))
    const environment = { DATA_DIR: folder.path }
    await using server = await startServer(environment)
    await keepBook(server, entriesOf(environment))
  })

  test('shows control characters that another program wrote, and does not obey them', async () => {
    await using folder = await mkdtempDisposable(join(tmpdir(), 'guestbook-entries-'))
    const environment = { DATA_DIR: folder.path }
    await using server = await startServer(environment)
    const { DatabaseSync } = await import('node:sqlite')
    using database = new DatabaseSync(join(folder.path, 'guestbook.db'))
    database
      .prepare('UPDATE entries SET name = ?, message = ?')
      .run('\u001b]0;pwned\u0007\n1-0', 'a\u009b2Jb\rc\u202ed\ne')
    const { output } = await entriesOf(environment)('list', 'published')
    expect(server.url).not.toBe('')
    expect(output).toContain('\\u{1b}]0;pwned\\u{7} 1-0\n')
    expect(output).toContain('    a\\u{9b}2Jb\\u{d}c\\u{202e}d\n    e\n')
    expect(output).not.toMatch(/[^\P{Cc}\n]/u)
  })

  test.each<[args: string[], said: RegExp]>([
    [['lst'], /^There is no command "lst"\.[\s\S]*Usage: npm run entries -- <command>/],
    [['__proto__'], /^There is no command/],
    [['list', 'all'], /^Expected one of waiting, spam, hidden, published, got "all"\.[\s\S]*Usage/],
    [['list', '--limit', '0'], /^Expected a whole number from 1 to 200 after --limit, got "0"/],
    [['list', '--limit', '201'], /^Expected a whole number from 1 to 200/],
    [['list', '--after', 'x'], /^Expected the id of an entry/],
    [['list', '--frobnicate'], /frobnicate[\s\S]*Usage/],
    [['publish'], /^Expected the id of an entry, such as 1732312345678-0, got none\.[\s\S]*publish <id> …/],
    [['publish', '1-0', 'x'], /^Expected the id of an entry, .*got "x"/],
    [['hide', '01-0'], /^Expected the id of an entry/],
    [['reply', '1-0'], /^Expected the text of the reply, got none/],
    [['reply', 'x', 'Hi'], /^Expected the id of an entry/],
    [['reply', '1-0', 'two', 'words'], /quotation marks/],
    [['reply', '1-0', 'x'.repeat(1001)], /^The reply is too long: it may have 1,000 characters, but has 1,001\./],
    [['remove', '1-0', '--from', 'nowhere'], /^Expected waiting or spam after --from/],
    [['gate', 'ajar'], /^Expected one of open, first, hold, closed, got "ajar"/],
    [['gate', '--opens', '2026-12-01T10:00'], /^Expected one of open, first, hold, closed, got nothing/],
    [['gate', 'closed', '--opens', '2026-12-01T10:00'], /^A closed book has no times\./],
    [
      ['gate', 'open', '--opens', 'tomorrow'],
      /^Expected a time after --opens, such as 2026-12-01T10:00, .*got "tomorrow"/,
    ],
    [['gate', 'open', '--opens', '2026-02-30T10:00'], /^Expected a time after --opens/],
    [
      ['gate', 'open', '--opens', '2026-12-02T10:00Z', '--closes', '2026-12-01T10:00Z'],
      /^Expected --closes to be later/,
    ],
    [['words', 'add'], /^Expected words after add, got none/],
    [['words', 'frobnicate'], /^Expected add, drop or clear/],
    [['owner-name', 'Anna', 'Schmidt'], /^Expected one name\. Put quotation marks/],
    [['owner-name', 'n'.repeat(51)], /^Expected a name of at most 50 /],
    [['owner-name', ' '], /^Expected a name that shows something/],
    [['log', 'all'], /^Expected nothing more/],
  ])('%j is explained, and changes nothing', async (args, said) => {
    const { code, output } = await entriesOf(UNUSED)(...args)
    expect(output).toMatch(said)
    expect(code).toBe(2)
  })

  test('a reply of 1,000 emoji of many parts is not too long', async () => {
    const { output } = await entriesOf(UNUSED)('reply', '1-0', '👍🏽'.repeat(1000))
    expect(output).toMatch(/There is no guestbook in/)
  })

  test.each([['help'], ['--help'], ['-h']])('%s says how it is called', async (arg) => {
    expect(await entriesOf(UNUSED)(arg)).toEqual(done(expect.stringMatching(/^Usage: npm run entries -- <command>/)))
  })

  test('without a book it says so, and creates none', async () => {
    await using folder = await mkdtempDisposable(join(tmpdir(), 'guestbook-entries-'))
    const { code, output } = await entriesOf({ DATA_DIR: folder.path })('gate', 'closed')
    expect(output).toMatch(/^There is no guestbook in .*\n$/)
    expect(code).toBe(1)
  })

  test.each<[arg: string, code: number, said: RegExp]>([
    ['help', 0, /^Usage/],
    ['list', 1, /^There is no guestbook/],
    ['lst', 2, /^There is no command/],
  ])('as a program, %s ends with code %i', async (arg, code, said) => {
    const ended = await runCommand('server/entries.ts', UNUSED, arg)
    expect(ended).toEqual({ code, output: expect.stringMatching(said) })
  })

  test('takes a time without a zone for one of this machine’s, and says which', async () => {
    await using folder = await mkdtempDisposable(join(tmpdir(), 'guestbook-entries-'))
    const environment = { DATA_DIR: folder.path }
    await using server = await startServer(environment)
    const args = ['gate', 'open', '--opens', '2099-12-01T10:00']
    const { output } = await runCommand('server/entries.ts', { ...environment, TZ: 'Asia/Shanghai' }, ...args)
    expect(output).toContain('from 2099-12-01 10:00 (Asia/Shanghai; 2099-12-01T02:00Z).')
    expect((await post(server, { message: 'early' })).status).toBe(403)
  })
})

describeWith(['redis'], 'npm run entries on Redis', () => {
  test('keeps a book, beside its server', { timeout: 120_000 }, async () => {
    await using redis = await startRedis({ replicas: 1 })
    const environment = redisVariables(redis.master, redis.replicas[0])
    await using server = await startServer(environment)
    await expect.poll(async () => (await ask(`${server.url}/readyz`)).json()).toMatchObject({ writes: 'ok' })
    await keepBook(server, entriesOf(environment))
  })

  test('ends as a program, too, once it has read and written', async () => {
    await using redis = await startRedis()
    const environment = redisVariables(redis.master)
    await using server = await startServer(environment)
    expect((await post(server, { message: 'Hello' })).status).toBe(201)
    expect(await runCommand('server/entries.ts', environment, 'gate', 'closed')).toMatchObject({ code: 0 })
    const listed = await runCommand('server/entries.ts', environment, 'list', 'published')
    expect(listed).toEqual(done(expect.stringContaining('Hello')))
  })

  test('says that the master is away, for what it writes and what it reads', { timeout: 60_000 }, async () => {
    await using redis = await startRedis()
    const environment = redisVariables(redis.master)
    await redis.master.stop()
    const [hidden, listed, shown] = await Promise.all([
      entriesOf(environment)('hide', '1-0'),
      entriesOf(environment)('list'),
      entriesOf(environment)('gate'),
    ])
    expect(hidden).toEqual(refused(expect.stringMatching(/^The book cannot be written to, even after 5 s: [^\n]*\n$/)))
    expect(listed).toEqual(refused(expect.stringMatching(/^The book cannot be read, even after 5 s: [^\n]*\n$/)))
    expect(shown).toEqual(refused(expect.stringMatching(/^The book cannot be read, even after 5 s: [^\n]*\n$/)))
  })

  test('creates no book if there is none', { timeout: 60_000 }, async () => {
    await using redis = await startRedis()
    const entries = entriesOf(redisVariables(redis.master))
    const refusals = await Promise.all([
      entries('gate', 'closed'),
      entries('words', 'add', 'x'),
      entries('publish', '1-0'),
    ])
    for (const refusal of refusals) expect(refusal).toEqual(refused(expect.stringMatching(/guestbook|book/)))
    expect(await redis.master.client().dbsize()).toBe(0)
  })
})
