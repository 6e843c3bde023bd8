import { cp, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { describeWith } from '../support/machine.ts'
import { startRedis } from '../support/redis.ts'
import { connects, ENTRIES, messages, sign, startMaster, temporaryDirectory } from './start-master.ts'

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
