import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { removeCommand } from '../../server/commands/entries/remove-command.ts'
import type { Entry } from '../../server/common/entry.ts'
import { redisVariables } from '../support/app.ts'
import { ask, post } from '../support/ask.ts'
import { describeWith } from '../support/machine.ts'
import { startSentinels } from '../support/redis/sentinels.ts'
import { type RedisTopology, startRedis } from '../support/redis.ts'
import { callCommand, runCommand } from '../support/run-command.ts'
import { type RunningServer, startServer } from '../support/server.ts'

/** Does what `npm run remove` does. */
const remove = (environment: Record<string, string>, ...ids: string[]) =>
  callCommand(removeCommand, environment, ...ids)

/** Removes an entry from the book of a running server, and checks the command's output. */
async function expectRemoval(server: RunningServer, environment: Record<string, string>): Promise<void> {
  const posted: Entry[] = []
  for (const message of ['stays', 'goes', 'goes, too']) posted.push(await (await post(server, { message })).json())
  const [stays, ...going] = posted
  expect(await remove(environment, ...going.map(({ id }) => id))).toEqual({
    code: 0,
    output: going.map(({ id }) => `Removed ${id}.\n`).join(''),
  })
  const shown = async () => {
    const { entries } = await (await ask(`${server.url}/api/entries`)).json()
    return entries.map(({ message }: Entry) => message)
  }
  await expect.poll(shown).toEqual(['stays', 'Hello World!'])
  expect((await ask(`${server.url}/api/entries/${going[0]?.id}`)).status).toBe(404)
  expect(await remove(environment, going[0]?.id ?? '')).toEqual({
    code: 1,
    output: expect.stringMatching(`^There is no entry ${going[0]?.id} in the book (in|on) .+\\.\n$`),
  })
  expect((await ask(`${server.url}/api/entries/${stays?.id}`)).status).toBe(200)
}

describe('npm run remove', () => {
  test('works beside a server that keeps its book in a directory', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'guestbook-remove-'))
    try {
      await using server = await startServer({ DATA_DIR: folder })
      await expectRemoval(server, { DATA_DIR: folder })
    } finally {
      await rm(folder, { recursive: true })
    }
  })

  test.each([
    [[]],
    [['']],
    [['x']],
    [['1']],
    [['1-0', '#2-0']],
    [['01-0']],
    [['18446744073709551616-0']],
    [['*']],
    [['--force']],
  ])('with %j it explains itself and changes nothing', async (ids) => {
    const { code, output } = await remove({ DATA_DIR: '/nowhere' }, ...ids)
    expect(code).toBe(2)
    expect(output).toContain('Usage: npm run remove -- <id> …')
  })

  test('without a book it says so, and creates none', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'guestbook-remove-'))
    try {
      const { code, output } = await remove({ DATA_DIR: folder }, '1-0')
      expect(code).toBe(1)
      expect(output).toMatch(/There is no guestbook in/)
    } finally {
      await rm(folder, { recursive: true })
    }
  })

  test.each<[arg: string, code: number, said: RegExp]>([
    ['--help', 0, /^Usage/],
    ['1-0', 1, /^There is no guestbook in/],
    ['x', 2, /^Which entry\?/],
  ])('as a program, %s ends with code %i', async (arg, code, said) => {
    const ended = await runCommand('server/remove.ts', { DATA_DIR: '/nowhere' }, arg)
    expect(ended).toEqual({ code, output: expect.stringMatching(said) })
  })
})

describeWith(['redis'], 'npm run remove on Redis', () => {
  let redis: RedisTopology
  beforeAll(async () => {
    redis = await startRedis({ provider: 'deployed', replicas: 1 })
  })
  afterAll(() => redis?.[Symbol.asyncDispose]())

  test('works beside a server', async () => {
    const environment = redisVariables(redis.master, redis.replicas[0])
    await using server = await startServer(environment)
    await expect.poll(async () => (await ask(`${server.url}/readyz`)).json()).toMatchObject({ writes: 'ok' })
    await expectRemoval(server, environment)
  })

  test('works while memory is full', async () => {
    const environment = redisVariables(redis.master)
    await using server = await startServer(environment)
    const { id } = await (await post(server, { message: 'makes room' })).json()
    await redis.master.client().config('SET', 'maxmemory', '1mb')
    try {
      await expect.poll(async () => (await post(server, { message: 'no room' })).status).toBe(503)
      expect(await remove(environment, id)).toEqual({ code: 0, output: `Removed ${id}.\n` })
    } finally {
      await redis.master.client().config('SET', 'maxmemory', '0')
    }
  })

  test('says that Redis has no such database, and leaves the others alone', async () => {
    const before = await redis.master.client().dbsize()
    const { code, output } = await remove({ REDIS_MASTER_URL: `${redis.master.url}/20` }, '1-0')
    expect(code).toBe(1)
    expect(output).toMatch(/^The book cannot be written to, .*: Redis has no database 20: [^\n]*\.\n$/)
    expect(await redis.master.client().dbsize()).toBe(before)
  })

  test('creates no book if there is none', async () => {
    await redis.master.client().flushall()
    const { code, output } = await remove(redisVariables(redis.master), '1-0')
    expect(code).toBe(1)
    expect(output).toMatch(/there is no guestbook/)
    expect(await redis.master.client().dbsize()).toBe(0)
  })
})

describeWith(['redis-server'], 'npm run remove by sentinels', () => {
  test('works beside a server, and says what the sentinels do not know', async () => {
    await using redis = await startRedis({ provider: 'local', replicas: 1 })
    await using sentinels = await startSentinels(redis.master, 1, { count: 1 })
    await using server = await startServer(sentinels.environment)
    await expect.poll(async () => (await ask(`${server.url}/readyz`)).json()).toMatchObject({ writes: 'ok' })
    await expectRemoval(server, sentinels.environment)
    const { code, output } = await remove({ ...sentinels.environment, REDIS_MASTER_NAME: 'nobody' }, '1-0')
    expect({ code, output }).toEqual({ code: 1, output: expect.stringMatching(/REDIS_MASTER_NAME/) })
  })
})
