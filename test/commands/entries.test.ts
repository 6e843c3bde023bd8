import { mkdtempDisposable } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Entry } from '../../server/common/entry.ts'
import { redisVariables } from '../support/app.ts'
import { ask, post } from '../support/ask.ts'
import { describeWith } from '../support/machine.ts'
import { startRedis } from '../support/redis.ts'
import { type CommandResult, runCommand } from '../support/run-command.ts'
import { type RunningServer, startServer } from '../support/server.ts'

/** Runs `npm run entries -- …`. */
type Entries = (...args: readonly string[]) => Promise<CommandResult>

const UNUSED = { DATA_DIR: '/nowhere' }
const entriesOf =
  (environment: Readonly<Record<string, string>>): Entries =>
  (...args) =>
    runCommand('server/entries.ts', environment, ...args)

const done = (output: unknown) => ({ code: 0, output })
const refused = (output: unknown) => ({ code: 1, output })

/** Does all that an owner can do, beside a server. */
async function keepBook(server: RunningServer, entries: Entries): Promise<void> {
  const shown = async () => {
    const { entries } = await (await ask(`${server.url}/api/entries`)).json()
    return entries.map(({ message }: Entry) => message)
  }
  expect(await entries('list')).toEqual(done('No entry waits.\n'))

  // The gate.
  expect(await entries('gate')).toEqual(done('Everyone can sign.\n'))
  expect(await entries('gate', 'hold')).toEqual(done('Everyone can sign; all entries wait for you.\n'))
  const ids: string[] = []
  for (const message of ['one', 'two\nlines', 'three', 'four']) {
    const answer = await post(server, { name: 'Ada', message })
    expect(answer.status).toBe(202)
    ids.push((await answer.json()).id)
  }
  const [one = '', two = '', three = '', four = ''] = ids
  const waiting = await entries('list')
  expect(waiting.code).toBe(0)
  expect(waiting.output).toMatch(/^4 entries wait, oldest first\. Times are those of /)
  expect(waiting.output).toMatch(
    new RegExp(`${two}  \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d  Ada\n  why: .*\\(gate\\)\n    two\n    lines\n`),
  )
  const first = await entries('list', 'waiting', '--limit', '1')
  expect(first.output).toContain(one)
  expect(first.output).not.toContain(two)
  expect(first.output).toContain(`list waiting --after ${one}`)
  expect((await entries('list', '--after', one)).output).not.toContain(one)

  // Verdicts.
  const published = await entries('publish', one, two)
  expect(published).toEqual(done(expect.stringMatching(/^(Published \S+, which is now \S+\.\n){2}$/)))
  const [oneNow = '', twoNow = ''] = [...published.output.matchAll(/now (\S+)\.\n/g)].map(([, id]) => id)
  await expect.poll(shown).toEqual(['two\nlines', 'one', 'Hello World!'])
  const spam = await entries('spam', three)
  expect(spam).toEqual(done(expect.stringMatching(/^Took \S+ for spam, which is now \S+\.\n$/)))
  const threeAsSpam = /now (\S+)\.\n/.exec(spam.output)?.[1] ?? ''
  expect((await entries('list', 'spam')).output).toContain('three')
  const waits = await entries('wait', threeAsSpam)
  expect(waits).toEqual(done(expect.stringMatching(/^Put \S+ back among the entries that wait, which is now \S+\.\n$/)))
  expect((await entries('list')).output).toContain('three')
  const again = await entries('spam', /now (\S+)\.\n/.exec(waits.output)?.[1] ?? '')
  const threeNow = /now (\S+)\.\n/.exec(again.output)?.[1] ?? ''
  expect(await entries('refuse', four)).toEqual(done(`Refused ${four}: it is gone for good.\n`))
  expect(await entries('publish', one)).toEqual(refused(`Nothing to do: ${one} was published already, as ${oneNow}.\n`))
  expect(await entries('publish', four)).toEqual(refused(`Nothing to do: ${four} was refused already.\n`))
  expect(await entries('refuse', '1-1')).toEqual(
    refused(expect.stringMatching(/^There is no entry 1-1 that waits or was taken for spam (in|on) .+\.\n$/)),
  )
  expect((await entries('list')).output).toBe('No entry waits.\n')

  // Marks.
  expect(await entries('hide', oneNow)).toEqual(done(`Hid ${oneNow}.\n`))
  await expect.poll(shown).toEqual(['two\nlines', 'Hello World!'])
  expect(await entries('hide', oneNow)).toEqual(refused(`Nothing to do: ${oneNow} is hidden already.\n`))
  expect((await entries('list', 'hidden')).output).toMatch(/^1 entry is hidden, newest first\..*\n\n.*\n {4}one\n$/)
  expect(await entries('show', oneNow)).toEqual(done(`Shows ${oneNow} again.\n`))
  await expect.poll(shown).toEqual(['two\nlines', 'one', 'Hello World!'])
  expect((await entries('reply', oneNow, 'Thank you!')).code).toBe(0)
  expect((await entries('pin', oneNow)).code).toBe(0)
  const listed = (await entries('list', 'published')).output
  expect(listed).toMatch(/^3 entries are published, newest first/)
  expect(listed).toMatch(/Ada {2}\[pinned\]\n {4}one\n {2}your reply of .*:\n {4}Thank you!\n/)
  expect((await entries('unpin', oneNow)).code).toBe(0)
  expect((await entries('reply', oneNow, '')).code).toBe(0)
  expect((await entries('list', 'published')).output).not.toMatch(/pinned|your reply/)
  expect(await entries('reply', '1-1', 'Hi')).toEqual(refused(expect.stringMatching(/^There is no entry 1-1 /)))

  // Removal, from everywhere.
  expect(await entries('remove', twoNow)).toEqual(done(`Removed ${twoNow}.\n`))
  expect(await entries('remove', threeNow, '--from', 'spam')).toEqual(done(`Removed ${threeNow}.\n`))
  expect((await entries('list', 'spam')).output).toBe('No entry is spam.\n')
  expect(await entries('remove', twoNow)).toEqual(refused(expect.stringMatching(/^There is no entry /)))
  await expect.poll(shown).toEqual(['one', 'Hello World!'])

  // Settings, and the gate with times.
  expect((await entries('words')).output).toBe('No words are held.\n')
  expect((await entries('words', 'add', 'casino', '=bet')).output).toMatch(/:\n {2}casino\n {2}=bet\n$/)
  expect((await entries('words', 'drop', 'casino')).output).toMatch(/:\n {2}=bet\n$/)
  expect(await entries('words', 'drop', 'other')).toEqual(
    refused(expect.stringMatching(/^"other" is not one of them\./)),
  )
  const long = Array.from({ length: 11 }, (_, number) => `${number}${'x'.repeat(1000)}`)
  expect(await entries('words', 'add', ...long)).toEqual(refused(expect.stringMatching(/^There is no room for more/)))
  expect((await entries('words')).output).toMatch(/:\n {2}=bet\n$/)
  expect((await entries('words', 'clear')).output).toBe('No words are held.\n')
  expect((await entries('owner-name', 'Anna')).output).toMatch(/^The owner’s name is Anna\./)
  await expect.poll(async () => (await post(server, { name: 'anna', message: 'me' })).status).toBe(422)
  expect((await entries('owner-name')).output).toMatch(/^The owner’s name is Anna\./)
  expect((await entries('owner-name', '--clear')).output).toMatch(/^The owner has no name/)
  const timed = await entries('gate', 'open', '--opens', '2099-12-01T10:00+01:00', '--closes', '2099-12-02T10:00Z')
  expect(timed.output).toMatch(
    /^Everyone can sign from .*2099-12-01T09:00Z.* until .*2099-12-02T10:00Z.*\.\nRight now, the book is closed\.\n$/,
  )
  expect((await post(server, { message: 'too early' })).status).toBe(403)
  expect((await entries('gate')).output).toBe(timed.output)
  expect((await entries('gate', 'closed')).output).toBe('Nobody can sign.\n')
  expect((await entries('gate', 'open')).output).toBe('Everyone can sign.\n')
  expect((await post(server, { message: 'in time' })).status).toBe(201)

  // The log.
  const log = await entries('log', '--limit', '200')
  expect(log.output).toMatch(/gate +Everyone can sign\. {2}by command line\n/)
  expect(log.output).toMatch(new RegExp(`publish +${one} → ${oneNow} {2}by command line\n`))
  expect(log.output.split('\n').find((line) => / hide /.test(line))).toContain(oneNow)
  const newest = (await entries('log', '--limit', '1')).output
  expect(newest).toMatch(/There are more: npm run entries -- log --after \S+\n$/)
}

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

  test('takes a time without a zone for one of this machine’s, and says which', async () => {
    await using folder = await mkdtempDisposable(join(tmpdir(), 'guestbook-entries-'))
    const environment = { DATA_DIR: folder.path }
    await using server = await startServer(environment)
    const here = entriesOf({ ...environment, TZ: 'Asia/Shanghai' })
    const { output } = await here('gate', 'open', '--opens', '2099-12-01T10:00')
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
    for (const args of [
      ['gate', 'closed'],
      ['words', 'add', 'x'],
      ['publish', '1-0'],
    ]) {
      const { code, output } = await entriesOf(redisVariables(redis.master))(...args)
      expect(code).toBe(1)
      expect(output).toMatch(/guestbook|book/)
    }
    expect(await redis.master.client().dbsize()).toBe(0)
  })
})
