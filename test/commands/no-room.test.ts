import { execFile } from 'node:child_process'
import { mkdir, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { redisVariables } from '../support/app.ts'
import { describeWith } from '../support/machine.ts'
import { startRedis } from '../support/redis.ts'
import { locationOf, openWritable } from '../support/redis-book.ts'
import type { CommandResult } from '../support/run-command.ts'
import { bookWithBackup, messages, ROOT } from './book-with-backup.ts'

type Variables = Readonly<Record<string, string>>

/** Runs a command where no file may grow past 64 or 128 KB (shells count blocks differently), less than a book. */
function runInLittleRoom(variables: Variables, program: string, ...args: readonly string[]): Promise<CommandResult> {
  return runByShell(variables, `ulimit -f 128 && exec "$0" ${program} "$@"`, args)
}

function runByShell(variables: Variables, script: string, args: readonly string[] = []): Promise<CommandResult> {
  const env = { PATH: process.env.PATH, ...variables }
  return new Promise((resolve) => {
    execFile('sh', ['-c', script, process.execPath, ...args], { cwd: ROOT, env }, (error, stdout, stderr) =>
      resolve({ code: Number(error?.code ?? 0), output: stdout + stderr }),
    )
  })
}

const oneLine = (words: RegExp) => ({
  code: 1,
  output: expect.stringMatching(new RegExp(`^[^\\n]*${words.source}[^\\n]*\\n$`)),
})

describe('without room on the disk, one line says so, and nothing is left', () => {
  test('by a backup', async () => {
    await using it = await bookWithBackup()
    const before = await readdir(it.folder)
    const file = join(it.folder, 'new.db')
    expect(await runInLittleRoom({ DATA_DIR: it.place }, 'server/backup.ts', file)).toEqual(oneLine(/disk/))
    expect(await readdir(it.folder)).toEqual(before)
  })

  test('by a restore', async () => {
    await using it = await bookWithBackup()
    const before = await readdir(it.place)
    const restored = await runInLittleRoom({ DATA_DIR: it.place }, 'server/restore.ts', it.file)
    expect(restored).toEqual(oneLine(/no room on the disk/))
    expect(await readdir(it.place)).toEqual(before)
    expect(await messages(it.place)).toEqual(['later', 'two', 'one'])
  })

  test('by a copy', async () => {
    await using it = await bookWithBackup()
    const target = join(it.folder, 'copy')
    const copied = await runInLittleRoom({}, 'server/copy.ts', '--from', it.place, '--to', target)
    expect(copied).toEqual(oneLine(/disk/))
    expect(await readdir(target)).toEqual(['guestbook.lock'])
  })

  test.each(['server/backup.ts', 'server/entries.ts list published'])('on the output of %s', async (command) => {
    await using it = await bookWithBackup()
    const before = await readdir(it.place)
    const result = await runByShell({ DATA_DIR: it.place }, `exec "$0" ${command} >/dev/full`)
    expect(result).toEqual(oneLine(/no room on the disk/))
    expect(await readdir(it.place)).toEqual(before)
  })
})

describeWith(['redis'], 'without room for temporary files', () => {
  test('a backup of Redis to the output, and a restore, say how to get some', async () => {
    await using it = await bookWithBackup()
    await using redis = await startRedis()
    await using book = await openWritable({ location: locationOf(redis.master) })
    await book.append({ message: 'on Redis' })
    await book.close()
    const TMPDIR = join(it.folder, 'temporary')
    await mkdir(TMPDIR)
    const variables = { ...redisVariables(redis.master), TMPDIR }
    const advice = oneLine(/temporary has no room for a copy of the book: name a larger folder in TMPDIR/)
    expect(await runInLittleRoom(variables, 'server/backup.ts')).toEqual(advice)
    expect((await stat(it.file)).size).toBeGreaterThan(128 * 1024)
    expect(await runInLittleRoom(variables, 'server/restore.ts', it.file)).toEqual(advice)
    expect(await readdir(TMPDIR)).toEqual([])
  })
})

test.each(['backup', 'restore'])('%s of a directory asks for a file', async (name) => {
  await using it = await bookWithBackup()
  const { code, output } = await runInLittleRoom({ DATA_DIR: it.place }, `server/${name}.ts`, it.folder)
  expect([code, output]).toEqual([2, expect.stringContaining(`${it.folder} is a directory.`)])
})
