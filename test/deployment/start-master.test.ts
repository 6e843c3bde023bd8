import { randomBytes } from 'node:crypto'
import { cp, mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { describeWith } from '../support/machine.ts'
import { commandCount, startRedis } from '../support/redis.ts'
import { type StartedMaster, startMaster, temporaryDirectory } from './start-master.ts'

const ENTRIES = 'guestbook:{main}:entries'
const REMOVED = 'guestbook:{main}:removed'
const GENERATION = 'guestbook:{main}:generation'

// The script becomes a redis-server, so these tests need it on this machine.
describeWith(['redis-server'], 'the start of the master on its own data', () => {
  test('starts a new book without replicas', async () => {
    await using directory = await temporaryDirectory()
    await using master = await startMaster({ directory: directory.path })
    await master.answers()
    expect(await master.client.dbsize()).toBe(0)
    expect(master.output()).toContain('no replica holds a book: starting with an empty one')
  })

  test('starts a new book if the replicas are empty', async () => {
    await using redis = await startRedis({ provider: 'local', replicas: 1 })
    await using directory = await temporaryDirectory()
    await using master = await startMaster({ directory: directory.path, peers: redis.replicas })
    await master.answers()
    expect(await master.client.dbsize()).toBe(0)
  })

  test('starts at once with its own data, without asking the replicas', async () => {
    await using redis = await startRedis({ provider: 'local', replicas: 1 })
    await using directory = await temporaryDirectory()
    await sign(directory.path, 'kept')
    await redis.replicas[0]?.freeze()
    await using master = await startMaster({ directory: directory.path, peers: redis.replicas, patience: 60 })
    await master.answers()
    expect(await messages(master)).toEqual(['kept'])
  })

  test('believes that there are no replicas only if other names resolve', async () => {
    await using directory = await temporaryDirectory()
    const options = { directory: directory.path, peers: ['replicas.invalid:6379'] }
    const quickly = { RES_OPTIONS: 'timeout:1 attempts:1' }
    const deafly = { ...quickly, KNOWN_NAME: 'known.invalid' }
    await using deaf = await startMaster({ ...options, patience: 1, environment: deafly })
    expect(await deaf.ended).toBe(1)
    expect(deaf.output()).toContain('replicas.invalid (neither does known.invalid resolve)')
    await using sound = await startMaster({ ...options, patience: 30, environment: quickly })
    await sound.answers()
  })

  test('says that it cannot write if the directory does not exist', async () => {
    await using directory = await temporaryDirectory()
    await using master = await startMaster({ directory: join(directory.path, 'absent') })
    expect(await master.ended).toBe(1)
    expect(master.output()).toContain('absent: user ')
  })

  test('makes a log from a snapshot of the owner', async () => {
    await using redis = await startRedis({ provider: 'local' })
    await using directory = await temporaryDirectory()
    await redis.master.client().xadd(ENTRIES, '5-1', 'message', 'from a backup')
    await redis.master.client().save()
    const [, folder = ''] = (await redis.master.client().config('GET', 'dir')) as string[]
    await cp(join(folder, 'dump.rdb'), join(directory.path, 'dump.rdb'))
    await using master = await startMaster({ directory: directory.path })
    await master.answers()
    expect(await messages(master)).toEqual(['from a backup'])
    expect((await readdir(directory.path)).sort()).toEqual(['.lock', 'appendonlydir', 'dump.rdb.used'])
  })

  test('requires the password in REDISCLI_AUTH', async () => {
    await using directory = await temporaryDirectory()
    const password = 'a "b" \\ c$d'
    await using master = await startMaster({ directory: directory.path, environment: { REDISCLI_AUTH: password } })
    await master.answers()
    await expect(master.client.call('AUTH', 'something else')).rejects.toThrow('WRONGPASS')
  })
})

describeWith(['redis-server'], 'two masters on one directory', () => {
  test('a second master waits until the first has ended, and has all its data', async () => {
    await using directory = await temporaryDirectory()
    await using first = await startMaster({ directory: directory.path })
    await first.answers()
    await using second = await startMaster({ directory: directory.path })
    await second.said('another master still holds')
    await first.client.xadd(ENTRIES, '*', 'message', 'at the last moment')
    await expect(connects(second)).resolves.toBe(false)
    await first.stop()
    await second.answers()
    expect(await messages(second)).toEqual(['at the last moment'])
  })

  test('a waiting master ends on request', async () => {
    await using directory = await temporaryDirectory()
    await using first = await startMaster({ directory: directory.path })
    await first.answers()
    await using second = await startMaster({ directory: directory.path })
    await second.said('another master still holds')
    expect(await second.stop()).toBe(143)
  })
})

describeWith(['redis-server'], 'a master that starts empty while replicas hold a book', () => {
  test('copies everything from the most recent replica', async () => {
    await using redis = await startRedis({ provider: 'local', replicas: 2 })
    const [behind, ahead] = redis.replicas as [(typeof redis.replicas)[0], (typeof redis.replicas)[0]]
    const writer = redis.master.client()
    const binary = Buffer.from(Array.from({ length: 512 }, (_, index) => index % 256))
    const unusualKey = Buffer.from('guestbook:{main}:key:\n"\\ \xff\r\n', 'latin1')
    await writer.set(GENERATION, 'the-old-one')
    await writer.xadd(ENTRIES, '9007199254740993-1', 'message', 'Grüße, 世界, 👩‍👩‍👧‍👦\n"quoted" \\n')
    await redis.waitForReplicas()
    await behind.client().replicaof('NO', 'ONE')
    await writer.xadd(ENTRIES, '9007199254740993-2', 'message', binary)
    await writer.xadd(ENTRIES, '9007199254740994-0', 'message', 'removed')
    await writer.xdel(ENTRIES, '9007199254740994-0')
    await writer.xadd(REMOVED, '1-1', 'entry', '9007199254740994-0')
    await writer.set(unusualKey, binary, 'PX', 600_000)
    await expect.poll(() => ahead.client().exists(unusualKey)).toBe(1)
    await redis.master.kill()

    await using directory = await temporaryDirectory()
    await using master = await startMaster({ directory: directory.path, peers: redis.replicas })
    await master.answers()
    expect(master.output()).toContain(`rebuilt 2 entries from 127.0.0.1 ${ahead.port}`)
    expect(await master.client.xrangeBuffer(ENTRIES, '-', '+')).toEqual(
      await ahead.client().xrangeBuffer(ENTRIES, '-', '+'),
    )
    expect(await master.client.xinfo('STREAM', ENTRIES)).toEqual(await ahead.client().xinfo('STREAM', ENTRIES))
    expect(await master.client.xrange(REMOVED, '-', '+')).toEqual([['1-1', ['entry', '9007199254740994-0']]])
    expect(await master.client.getBuffer(unusualKey)).toEqual(binary)
    expect(await master.client.pttl(unusualKey)).toBeGreaterThan(500_000)
    expect(await ahead.client().get(GENERATION)).toBe('the-old-one')
  })

  test('gives the copy a new generation, and keeps it when it starts again', async () => {
    await using redis = await startRedis({ provider: 'local', replicas: 1 })
    await redis.master.client().mset(GENERATION, 'the-old-one', 'guestbook:{main}:salt', 'kept')
    await redis.master.client().xadd(ENTRIES, '1-1', 'message', 'here')
    await redis.waitForReplicas()
    await redis.master.kill()
    await using directory = await temporaryDirectory()
    const first = await startMaster({ directory: directory.path, peers: redis.replicas })
    await first.answers()
    const [generation, salt] = await first.client.mget(GENERATION, 'guestbook:{main}:salt')
    expect(generation).toMatch(/^[0-9a-f]{32}$/)
    expect(salt).toBe('kept')
    await first[Symbol.asyncDispose]()

    await using again = await startMaster({ directory: directory.path, peers: redis.replicas })
    await again.answers()
    expect(await again.client.get(GENERATION)).toBe(generation)
    expect(await messages(again)).toEqual(['here'])
  })

  test('copies thousands of keys', async () => {
    await using redis = await startRedis({ provider: 'local', replicas: 1 })
    const fill = redis.master.client().pipeline()
    for (let index = 0; index < 5000; index++) fill.set(`guestbook:{main}:key:${index}`, `${index}`, 'PX', 600_000)
    await fill.xadd(ENTRIES, '1-1', 'message', 'here').exec()
    await redis.waitForReplicas()
    await redis.master.kill()
    await using directory = await temporaryDirectory()
    await using master = await startMaster({ directory: directory.path, peers: redis.replicas })
    await master.answers()
    expect(await master.client.dbsize()).toBe(5002)
    expect(await master.client.get('guestbook:{main}:key:4999')).toBe('4999')
  })

  test('copies a large stream in parts, with any bytes in its records', async () => {
    await using redis = await startRedis({ provider: 'local', replicas: 1 })
    const [replica] = redis.replicas as [(typeof redis.replicas)[0]]
    const fill = redis.master.client().pipeline()
    // More than two parts; each record has bytes that mean something in the protocol, and empty strings.
    for (let index = 1; index <= 3000; index++) {
      const awkward = Buffer.concat([Buffer.from(`*3\r\n$4\r\nXADD\r\n${index}\0`), randomBytes(1000)])
      fill.xadd(ENTRIES, `${index}-18446744073709551615`, '', awkward, 'at', '', awkward, 'end\n')
    }
    for (const gone of [1, 1500, 3000]) fill.xdel(ENTRIES, `${gone}-18446744073709551615`)
    fill.xadd(REMOVED, '7-7', 'entry', '1-1').xdel(REMOVED, '7-7')
    const many = Array.from({ length: 20_000 }, (_, index) => `${index}`)
    await fill.xadd('guestbook:{main}:other', '0-1', ...many).exec()
    await redis.waitForReplicas()
    await redis.master.kill()

    await using directory = await temporaryDirectory()
    await using master = await startMaster({ directory: directory.path, peers: redis.replicas })
    await master.answers()
    const known = [/^length$/, /id$/, /^entries-added$/]
    for (const stream of [ENTRIES, REMOVED, 'guestbook:{main}:other']) {
      const [ours, theirs] = [master.client, replica.client()]
      expect((await ours.xrangeBuffer(stream, '-', '+')).flat(3).map(asHex)).toEqual(
        (await theirs.xrangeBuffer(stream, '-', '+')).flat(3).map(asHex),
      )
      const [kept, held] = await Promise.all([ours, theirs].map((client) => client.xinfo('STREAM', stream)))
      expect(knowledge(kept)).toEqual(knowledge(held))
      expect(Object.keys(knowledge(kept))).toHaveLength(known.length + 2)
    }
    expect(await commandCount(replica, 'dump')).toBe(0)
    expect(await commandCount(replica, 'xrange')).toBeGreaterThan(30)

    /** The description of a stream without the details of its memory. */
    function knowledge(reply: unknown): Record<string, unknown> {
      const fields = reply as [string, unknown][]
      const pairs = fields.flatMap((name, index) =>
        index % 2 === 0 ? [[String(name), fields[index + 1]] as const] : [],
      )
      return Object.fromEntries(pairs.filter(([name]) => known.some((pattern) => pattern.test(name))))
    }
  })

  test('is not misled by the text of visitors', async () => {
    await using redis = await startRedis({ provider: 'local', replicas: 1 })
    const words = 'Connection refused\nERR no such key\nlast-generated-id\n0-0\n'
    await redis.master.client().xadd(ENTRIES, '1-1', 'message', words)
    await redis.waitForReplicas()
    await redis.master.kill()
    await using directory = await temporaryDirectory()
    await using master = await startMaster({ directory: directory.path, peers: redis.replicas })
    await master.answers()
    expect(await messages(master)).toEqual([words])
  })

  test('gives the password to the replicas', async () => {
    const password = 'a "b" \\ c$d'
    await using redis = await startRedis({ provider: 'local', replicas: 1, password })
    await redis.master.client().xadd(ENTRIES, '1-1', 'message', 'secret')
    await redis.waitForReplicas()
    await redis.master.kill()
    await using directory = await temporaryDirectory()
    const options = { directory: directory.path, peers: redis.replicas, patience: 1 }
    await using without = await startMaster(options)
    expect(await without.ended).toBe(1)
    expect(without.output()).toContain('NOAUTH')
    await using master = await startMaster({ ...options, environment: { REDISCLI_AUTH: password } })
    await master.answers()
    expect(await messages(master)).toEqual(['secret'])
  })
})

describeWith(['redis-server'], 'a master that starts empty and cannot copy', () => {
  test('ends instead of starting empty while a replica is silent', async () => {
    await using redis = await startRedis({ provider: 'local', replicas: 1 })
    await redis.replicas[0]?.freeze()
    await using directory = await temporaryDirectory()
    await using master = await startMaster({ directory: directory.path, peers: redis.replicas, patience: 1 })
    expect(await master.ended).toBe(1)
    expect(master.output()).toContain(`not starting empty: no answer for 1 s from 127.0.0.1:`)
    expect(await readdir(directory.path)).toEqual(['.lock'])
  })

  test('asks a replica that is loading until it reports what it holds', async () => {
    const slowly = { 'key-load-delay': '20000', 'loading-process-events-interval-bytes': '1024' }
    await using redis = await startRedis({ provider: 'local', settings: { 'enable-debug-command': 'local' } })
    await using directory = await temporaryDirectory()
    const fill = redis.master.client().pipeline()
    for (let index = 0; index < 100; index++) fill.set(`filler:${index}`, 'x'.repeat(1000))
    await fill.xadd(ENTRIES, '1-1', 'message', 'loaded').exec()
    for (const [name, value] of Object.entries(slowly)) await redis.master.client().config('SET', name, value)
    const reload = redis.master.client().call('DEBUG', 'RELOAD')
    await using master = await startMaster({ directory: directory.path, peers: [redis.master] })
    await master.answers()
    await reload
    expect(await messages(master)).toEqual(['loaded'])
  })

  test('continues with the replica that answers if another stays silent', async () => {
    await using redis = await startRedis({ provider: 'local', replicas: 2 })
    await redis.master.client().xadd(ENTRIES, '1-1', 'message', 'here')
    await redis.waitForReplicas()
    await redis.master.kill()
    await redis.replicas[0]?.freeze()
    await using directory = await temporaryDirectory()
    await using master = await startMaster({ directory: directory.path, peers: redis.replicas, patience: 1 })
    await master.answers()
    expect(master.output()).toContain('continuing without')
    expect(await messages(master)).toEqual(['here'])
  })

  test('ends instead of starting empty after a replica was seen with a book, even if that one is gone', async () => {
    await using redis = await startRedis({ provider: 'local', replicas: 1 })
    const [replica] = redis.replicas as [(typeof redis.replicas)[0]]
    await redis.master.client().xadd(ENTRIES, '1-1', 'message', 'here')
    await redis.waitForReplicas()
    await redis.master.kill()
    await using directory = await temporaryDirectory()
    const options = { directory: directory.path, peers: redis.replicas, patience: 1 }
    const mark = join(directory.path, 'unfinished-copy')
    await replica.client().call('ACL', 'SETUSER', 'default', '-xrange')
    await using stopped = await startMaster(options)
    expect(await stopped.ended).toBe(1)
    expect(await readdir(directory.path)).toContain('unfinished-copy')

    // Killed, as when memory runs out, and started again: a replica without a master holds nothing.
    await replica.kill()
    await using alone = await startMaster(options)
    expect(await alone.ended).toBe(1)
    await replica.start()
    await using second = await startMaster(options)
    expect(await second.ended).toBe(1)
    for (const master of [alone, second]) {
      expect(master.output()).toContain(
        'not starting empty: a replica held the book before, but none has offered it for 1 s. Restore a backup as',
      )
      expect(master.output()).toContain(`as ${directory.path}/dump.rdb or, to start a new book, delete ${mark}`)
    }

    await using patient = await startMaster({ ...options, patience: 30 })
    await rm(mark)
    await patient.answers()
    expect(await patient.client.dbsize()).toBe(0)
  })

  test('leaves no partial book behind, and starts over', async () => {
    await using redis = await startRedis({ provider: 'local', replicas: 1 })
    await redis.master.client().xadd(ENTRIES, '1-1', 'message', 'here')
    await redis.waitForReplicas()
    await redis.master.kill()
    await using directory = await temporaryDirectory()
    const options = { directory: directory.path, peers: redis.replicas }
    await redis.replicas[0]?.client().call('ACL', 'SETUSER', 'default', '-xrange')
    await using stopped = await startMaster(options)
    expect(await stopped.ended).toBe(1)
    expect((await readdir(directory.path)).sort()).toEqual(['.lock', 'rebuild', 'unfinished-copy'])

    // As after a power cut just before the last step: a finished log, not yet in its place.
    await mkdir(join(directory.path, 'rebuild', 'appendonlydir'), { recursive: true })
    await writeFile(join(directory.path, 'rebuild', 'appendonlydir', 'appendonly.aof.manifest'), 'half')
    await redis.replicas[0]?.client().call('ACL', 'SETUSER', 'default', '+xrange')
    await using master = await startMaster(options)
    await master.answers()
    expect(await messages(master)).toEqual(['here'])
    expect((await readdir(directory.path)).sort()).toEqual(['.lock', 'appendonlydir'])
  })
})

async function sign(directory: string, message: string): Promise<void> {
  await using master = await startMaster({ directory })
  await master.answers()
  await master.client.xadd(ENTRIES, '*', 'message', message)
  await master.stop()
}

async function messages(master: StartedMaster): Promise<(string | undefined)[]> {
  return (await master.client.xrange(ENTRIES, '-', '+')).map(([, fields]) => fields[1])
}

function asHex(bytes: Buffer): string {
  return bytes.toString('hex')
}

/** Whether its port accepts connections. */
function connects({ client }: StartedMaster): Promise<boolean> {
  const probe = client.duplicate({ lazyConnect: true, retryStrategy: null })
  return probe
    .on('error', () => {})
    .connect()
    .then(
      () => true,
      () => false,
    )
    .finally(() => probe.disconnect())
}
