import { expect } from 'vitest'
import { entriesCommand } from '../../server/commands/entries/entries-command.ts'
import type { Entry } from '../../server/common/entry.ts'
import { ask, post } from '../support/ask.ts'
import { type CommandResult, callCommand } from '../support/run-command.ts'
import type { RunningServer } from '../support/server.ts'

/** Does what `npm run entries -- …` does. */
export type Entries = (...args: readonly string[]) => Promise<CommandResult>

export const entriesOf =
  (environment: Readonly<Record<string, string>>): Entries =>
  (...args) =>
    callCommand(entriesCommand, environment, ...args)

/** What a command answers that has done its work. */
export const done = (output: unknown) => ({ code: 0, output })
/** What a command answers that has refused it. */
export const refused = (output: unknown) => ({ code: 1, output })

/** Does all that an owner can do, beside a server. */
export async function keepBook(server: RunningServer, entries: Entries): Promise<void> {
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
  const timed = await entries(
    'gate',
    'open',
    '--opens',
    '2099-12-01T10:00+01:00',
    '--closes',
    '2099-12-02T10:00:00.000Z',
  )
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
