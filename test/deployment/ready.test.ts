import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { describeWith } from '../support/machine.ts'
import { type RedisNode, startRedis } from '../support/redis.ts'
import { SCRIPTS } from './start-master.ts'

// The scripts need the redis-cli of this machine.
describeWith(['redis-server'], 'what says that Redis is ready', () => {
  test('a master that answers is alive and ready', async () => {
    await using redis = await startRedis({ provider: 'local' })
    expect(await says('alive.sh', redis.master)).toBe(true)
    expect(await says('ready.sh', redis.master)).toBe(true)
  })

  test('a replica is ready while its link is up', async () => {
    await using redis = await startRedis({ provider: 'local', replicas: 1 })
    expect(await says('ready.sh', redis.replicas[0])).toBe(true)
  })

  test('a replica that has lost its master is ready only if it holds a book, and alive in any case', async () => {
    await using redis = await startRedis({ provider: 'local', replicas: 2 })
    const [empty, full] = redis.replicas
    await redis.master.kill()
    await full?.client().config('SET', 'replica-read-only', 'no')
    await full?.client().xadd('guestbook:{main}:entries', '*', 'message', 'held')
    await expect.poll(() => says('ready.sh', empty)).toBe(false)
    expect(await says('alive.sh', empty)).toBe(true)
    expect(await says('ready.sh', full)).toBe(true)
  })

  test('a server that answers with an error is not ready, although redis-cli exits with 0', async () => {
    await using redis = await startRedis({ provider: 'local', password: 'secret' })
    expect(await says('ready.sh', redis.master)).toBe(false)
    expect(await says('alive.sh', redis.master)).toBe(false)
    expect(await says('ready.sh', redis.master, { REDISCLI_AUTH: 'secret' })).toBe(true)
  })

  test.each([
    ['alive.sh', 'kill', /^not alive: Could not connect.*\n$/],
    ['ready.sh', 'kill', /^not ready: Could not connect.*\n$/],
    ['alive.sh', 'freeze', /^not alive: no answer within 3 seconds\n$/],
    ['ready.sh', 'freeze', /^not ready: no answer within 3 seconds\n$/],
  ] as const)('%s says in one line why not, after %s', async (script, end, expected) => {
    await using redis = await startRedis({ provider: 'local' })
    expect(await run(script, redis.master)).toEqual({ isSuccess: true, message: '' })
    await redis.master[end]()
    expect(await run(script, redis.master)).toEqual({ isSuccess: false, message: expect.stringMatching(expected) })
  })

  test('a replica without a link and without a book says so', async () => {
    await using redis = await startRedis({ provider: 'local', replicas: 1 })
    await redis.master.kill()
    await expect
      .poll(async () => (await run('ready.sh', redis.replicas[0])).message)
      .toMatch(/^not ready: a replica without a link.*\n$/)
  })

  test('a silent server is neither', async () => {
    await using redis = await startRedis({ provider: 'local' })
    await redis.master.freeze()
    expect(await Promise.all([says('alive.sh', redis.master), says('ready.sh', redis.master)])).toEqual([false, false])
  })

  test('a server that is loading is alive and not yet ready', async () => {
    await using redis = await startRedis({ provider: 'local', settings: { 'enable-debug-command': 'local' } })
    const client = redis.master.client()
    const fill = client.pipeline()
    for (let index = 0; index < 100; index++) fill.set(`filler:${index}`, 'x'.repeat(1000))
    await fill.exec()
    await client.config('SET', 'key-load-delay', '20000', 'loading-process-events-interval-bytes', '1024')
    const reload = client.call('DEBUG', 'RELOAD')
    await expect.poll(() => says('ready.sh', redis.master)).toBe(false)
    expect(await says('alive.sh', redis.master)).toBe(true)
    await reload
    expect(await says('ready.sh', redis.master)).toBe(true)
  })
})

/** Whether the script succeeds. */
async function says(script: string, node: RedisNode | undefined, environment = {}): Promise<boolean> {
  return (await run(script, node, environment)).isSuccess
}

/** Runs the script and returns what it says on standard error. */
function run(
  script: string,
  node: RedisNode | undefined,
  environment = {},
): Promise<{ isSuccess: boolean; message: string }> {
  const asked = node ?? expect.fail('expected a node')
  return new Promise((resolve) => {
    execFile(
      'sh',
      [join(SCRIPTS, script), '-p', `${asked.port}`],
      { env: { PATH: process.env.PATH, ...environment } },
      (error, _stdout, message) => resolve({ isSuccess: error === null, message }),
    )
  })
}
