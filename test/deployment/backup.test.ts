import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFile, mkdir, readdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { allPages, given } from '../book/contract/harness.ts'
import { describeWith } from '../support/machine.ts'
import { startRedis } from '../support/redis.ts'
import { openWritable } from '../support/redis-book.ts'
import { SCRIPTS, type StartedMaster, startMaster, temporaryDirectory } from './start-master.ts'

const BOOK = 'guestbook:{main}'
const ENTRIES = `${BOOK}:entries`

interface Result {
  readonly code: number | null
  readonly bytes: Buffer
  readonly said: string
}

async function run(
  script: string,
  directory: string,
  { port = 1, input = Buffer.alloc(0) }: { port?: number; input?: Buffer } = {},
): Promise<Result> {
  const env = { PATH: process.env.PATH, REDIS_DATA_DIR: directory }
  const child = spawn('sh', [join(SCRIPTS, script), '-p', String(port)], { env })
  const parts: Buffer[] = []
  let said = ''
  child.stdout.on('data', (part: Buffer) => parts.push(part))
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  child.stdin.on('error', () => {}).end(input)
  const [code] = await once(child, 'close')
  return { code, bytes: Buffer.concat(parts), said }
}

const backUp = (directory: string, { port }: Pick<StartedMaster, 'port'>) => run('backup.sh', directory, { port })
const restore = async (directory: string, input: Buffer, { port }: { port?: number } = {}) => {
  const { code, bytes, said } = await run('restore.sh', directory, port === undefined ? { input } : { port, input })
  return { code, output: bytes.toString() + said }
}

const openOn = ({ port }: StartedMaster) => {
  const address = { hosts: ['127.0.0.1'] as const, port, database: 0, tls: false as const, foundBy: 'the test' }
  return openWritable({ location: { kind: 'redis', master: address, replica: address } })
}

/** A backup with the entries "one" and "two", of a master that runs in `directory` and has a third. */
async function masterWithBackup(directory: string) {
  const master = await startMaster({ directory })
  await master.answers()
  {
    await using book = await openOn(master)
    for (const message of ['one', 'two']) await book.append({ message })
    const code = await book.owners.invite({ name: 'Ada', role: 'owner' })
    await book.owners.enter(code, 'a device')
  }
  const { code, bytes, said } = await backUp(directory, master)
  expect(said).toBe(`backup: complete, ${bytes.length} bytes\n`)
  expect(code).toBe(0)
  await master.client.xadd(ENTRIES, '*', 'message', 'later')
  return { master, backup: bytes }
}

async function messages({ client }: StartedMaster): Promise<string[]> {
  const records = await client.xrange(ENTRIES, '-', '+')
  return records.map(([, fields]) => given(fields[fields.indexOf('message') + 1]))
}

describeWith(['redis-server'], 'backup.sh and restore.sh beside the master', () => {
  test('restore what was backed up, keep what was there, and let nobody stay signed in', async () => {
    await using directory = await temporaryDirectory()
    const { master, backup } = await masterWithBackup(directory.path)
    await using _ = master
    const generation = await master.client.get(`${BOOK}:generation`)
    const { code, output } = await restore(directory.path, backup, master)
    const kept = given(/will be kept in (\S+)\n/.exec(output)?.[1])
    expect(output).toContain(
      'restore: the book now has 2 entries, and everybody signs in anew: the master restarts now\n',
    )
    expect(code).toBe(0)
    // Nothing is confirmed any more.
    const late = master.client.xadd(ENTRIES, '*', 'message', 'too late')
    await expect(late).rejects.toThrow()
    expect(await master.ended).toBe(0)

    await using again = await startMaster({ directory: directory.path })
    await again.answers()
    expect(await messages(again)).toEqual(['one', 'two'])
    expect(await again.client.exists(`${BOOK}:sessions`, `${BOOK}:codes`)).toBe(0)
    expect(await again.client.hlen(`${BOOK}:people`)).toBe(1)
    expect(await again.client.get(`${BOOK}:generation`)).not.toBe(generation)
    // What was there can be started.
    await using place = await temporaryDirectory()
    await rename(join(kept, 'appendonlydir'), join(place.path, 'appendonlydir'))
    await using before = await startMaster({ directory: place.path })
    await before.answers()
    expect(await messages(before)).toEqual(['one', 'two', 'later'])
  }, 120_000)

  test('a backup is one moment of a book that is being signed', async () => {
    await using directory = await temporaryDirectory()
    const { master } = await masterWithBackup(directory.path)
    await using _ = master
    let backup: Buffer
    {
      await using book = await openOn(master)
      let isDone = false
      const signing = (async () => {
        for (let number = 0; !isDone; number++) await book.append({ message: `meanwhile ${number}` })
      })()
      backup = (await backUp(directory.path, master)).bytes
      isDone = true
      await signing
    }
    const all = await messages(master)
    expect((await restore(directory.path, backup, master)).code).toBe(0)
    await master.ended
    await using again = await startMaster({ directory: directory.path })
    await again.answers()
    await using book = await openOn(again)
    const pages = await allPages(book, 200, (await book.page({ limit: 1 })).position)
    const restored = pages.flatMap(({ entries }) => entries.map(({ message }) => message)).reverse()
    expect(restored.length).toBeGreaterThanOrEqual(3)
    expect(restored).toEqual(all.slice(0, restored.length))
  }, 120_000)

  test('a restore while the master is down is put in place by its next start, even one that was interrupted', async () => {
    await using directory = await temporaryDirectory()
    const { master, backup } = await masterWithBackup(directory.path)
    await using _ = master
    await master.stop()
    const { code, output } = await restore(directory.path, backup)
    expect(output).toContain('the book now has 2 entries, and everybody signs in anew: start the master\n')
    expect(code).toBe(0)
    // As if the start had been killed after its first step.
    const kept = given(/will be kept in (\S+)\n/.exec(output)?.[1])
    await mkdir(kept)
    await rename(join(directory.path, 'appendonlydir'), join(kept, 'appendonlydir'))
    await using again = await startMaster({ directory: directory.path })
    await again.answers()
    expect(await messages(again)).toEqual(['one', 'two'])
    expect(await readdir(kept)).toEqual(['appendonlydir'])
    expect((await readdir(directory.path)).filter((name) => name.endsWith('.rdb'))).toEqual([])
  }, 120_000)

  test('restore refuses while the book is served, and the book goes on', async () => {
    await using directory = await temporaryDirectory()
    const { master, backup } = await masterWithBackup(directory.path)
    await using _ = master
    await using book = await openOn(master)
    expect(await restore(directory.path, backup, master)).toEqual({
      code: 1,
      output: 'restore: the book is being served: stop all front ends first. Nothing was changed.\n',
    })
    await book.append({ message: 'goes on' })
    expect(await messages(master)).toEqual(['one', 'two', 'later', 'goes on'])
  }, 120_000)

  test('restore refuses what is no complete backup of a guestbook, and leaves nothing behind', async () => {
    await using directory = await temporaryDirectory()
    const { master, backup } = await masterWithBackup(directory.path)
    await using _ = master
    const names = [...(await readdir(directory.path)), '.restore.lock'].sort()
    await using other = await startRedis({ provider: 'local' })
    await other.master.client().set('another', 'program')
    await using scratch = await temporaryDirectory()
    const foreign = await backUp(scratch.path, other.master)
    const newer = Buffer.from(backup)
    newer.write('9999', 5)
    const damaged = Buffer.from(backup)
    damaged.fill(0x55, 150, 220)
    for (const [bytes, reason] of [
      [Buffer.alloc(0), 'the backup is empty'],
      [backup.subarray(0, backup.length - 20), 'not complete, damaged, or of a newer Redis'],
      [damaged, 'not complete, damaged, or of a newer Redis'],
      [newer, "Can't handle RDB format version"],
      [Buffer.from('SQLite format 3\0'), 'use server/restore.ts'],
      [Buffer.from('Hello'), 'this is not a Redis snapshot'],
      [foreign.bytes, 'this is a Redis snapshot, but not of a guestbook'],
    ] as const) {
      const { code, output } = await restore(directory.path, bytes, master)
      expect(output).toContain(reason)
      expect(output).toContain('Nothing was changed.')
      expect(code).toBe(1)
      expect((await readdir(directory.path)).sort()).toEqual(names)
    }
    await master.client.xadd(ENTRIES, '*', 'message', 'goes on')
    expect(await messages(master)).toEqual(['one', 'two', 'later', 'goes on'])
  }, 120_000)

  test('a replica that has lost its master can still be backed up', async () => {
    await using redis = await startRedis({ provider: 'local', replicas: 1 })
    const replica = given(redis.replicas[0])
    await redis.master.client().mset(`${BOOK}:generation`, 'known')
    await redis.master.client().xadd(ENTRIES, '*', 'message', 'rescued')
    await redis.waitForReplicas()
    await redis.master.kill()
    await expect.poll(async () => (await replica.info('replication')).master_link_status).toBe('down')
    const folder = String((await replica.client().config('GET', 'dir'))[1])
    const { code, bytes } = await backUp(folder, replica)
    expect(code).toBe(0)
    expect(await readdir(folder)).not.toContain('dump.rdb')
    // A replica would never put it in place.
    const beside = await restore(folder, bytes, replica)
    expect(beside).toEqual({
      code: 1,
      output: 'restore: this is a replica: restore on the master. Nothing was changed.\n',
    })
    await using directory = await temporaryDirectory()
    expect((await restore(directory.path, bytes)).output).toContain('the book now has 1 entry,')
    await using master = await startMaster({ directory: directory.path })
    await master.answers()
    expect(await messages(master)).toEqual(['rescued'])
  }, 120_000)

  test('backup says why there is none, and writes nothing', async () => {
    await using directory = await temporaryDirectory()
    const { code, bytes, said } = await run('backup.sh', directory.path)
    expect(said).toMatch(/^backup: Redis sends no snapshot: .*refused/)
    expect(code).toBe(1)
    expect(bytes.length).toBe(0)
    expect(await readdir(directory.path)).toEqual([])
  })

  test('a start removes what killed commands have left, and nothing else', async () => {
    await using directory = await temporaryDirectory()
    await mkdir(join(directory.path, '.restore.abcdef'))
    await writeFile(join(directory.path, '.restore.abcdef/dump.rdb'), 'half')
    await appendFile(join(directory.path, '.backup.abcdef'), 'half')
    await appendFile(join(directory.path, 'backup.tar.gz'), 'another')
    await using master = await startMaster({ directory: directory.path })
    await master.answers()
    expect((await readdir(directory.path)).sort()).toEqual(['.lock', 'appendonlydir', 'backup.tar.gz'])
  })
})
