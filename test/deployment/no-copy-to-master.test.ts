import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { describeWith } from '../support/machine.ts'
import { startRedis } from '../support/redis.ts'
import { ENTRIES, messages, startMaster, temporaryDirectory } from './start-master.ts'

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
