import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { describeWith } from '../support/machine.ts'
import { commandCount, startRedis } from '../support/redis.ts'
import { asHex, ENTRIES, messages, startMaster, temporaryDirectory } from './start-master.ts'

const REMOVED = 'guestbook:{main}:removed'
const GENERATION = 'guestbook:{main}:generation'

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
