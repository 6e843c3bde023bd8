import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { redisVariables } from '../support/app.ts'
import { ask } from '../support/ask.ts'
import { describeWith } from '../support/machine.ts'
import { type RedisTopology, startRedis } from '../support/redis.ts'
import { runCommand, runOwner } from '../support/run-command.ts'
import { type RunningServer, startServer } from '../support/server.ts'

const linkIn = (output: string) => /https?:\S+\/admin\/enter\/[\w-]{22}/.exec(output)?.[0] ?? ''

/** Presses the button on a link's page. Returns the session's cookie. */
async function enter(server: RunningServer, link: string): Promise<string> {
  const { pathname } = new URL(link)
  expect((await ask(`${server.url}${pathname}`)).status).toBe(200)
  const headers = { origin: server.url, 'content-type': 'application/x-www-form-urlencoded' }
  const entered = await ask(`${server.url}${pathname}`, { method: 'POST', headers, body: '' })
  expect(entered.status).toBe(303)
  return entered.headers.getSetCookie()[0]?.split(';')[0] ?? ''
}

/** Lets people in and out beside a running server. */
async function expectOwners(server: RunningServer, environment: Record<string, string>): Promise<void> {
  const run = (...args: string[]) => runOwner({ ...environment, PORT: String(server.port) }, ...args)
  expect((await run('--list')).output).toMatch(/^Nobody keeps this book yet/)
  const invited = await run('--name', 'Anna')
  expect(invited.code).toBe(0)
  expect(linkIn(invited.output)).toMatch(`http://localhost:${server.port}/admin/enter/`)
  expect(invited.output).toMatch(/^[█▀▄ ]{30,}$/m)
  const cookie = await enter(server, linkIn(invited.output))
  const status = async () => (await ask(`${server.url}/admin/people`, { headers: { cookie } })).status
  expect(await status()).toBe(200)

  const helper = await run('--name=Mo', '--moderator')
  await enter(server, linkIn(helper.output))
  expect(await run('--list')).toEqual({ code: 0, output: 'Anna  (owner, 1 device)\nMo  (moderator, 1 device)\n' })
  expect(await run('--name', 'anna', '--moderator')).toEqual({
    code: 1,
    output: '"anna" is already the name of an owner. Choose another name, or remove that person first with --revoke.\n',
  })
  expect(await run('--only-first')).toEqual({ code: 0, output: '' })

  expect(await run('--revoke', 'ANNA')).toEqual({ code: 0, output: 'Removed Anna; 1 device signed out.\n' })
  expect(await status()).toBe(303)
  const early = await run()
  expect(early.output).toContain('Sign in as Owner, an owner of this guestbook.')
  expect((await run('--revoke', 'Owner')).output).toContain('the link no longer works')
  expect((await ask(`${server.url}${new URL(linkIn(early.output)).pathname}`)).status).toBe(410)
  expect(await run('--revoke', 'Nobody')).toMatchObject({ code: 1 })
  // Neither log nor metrics know a code.
  const said = JSON.stringify(server.logs) + (await (await ask(server.metricsUrl)).text())
  expect(said).toContain('/admin/enter/…')
  for (const { output } of [invited, helper, early]) expect(said).not.toContain(linkIn(output).slice(-22))
}

describe('npm run owner', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'guestbook-owner-'))
  })
  afterAll(() => rm(folder, { recursive: true }))

  test('works beside a server that keeps its book in a directory', async () => {
    const environment = { DATA_DIR: join(folder, 'book') }
    await using server = await startServer(environment)
    await expectOwners(server, environment)
  })

  test('prints the public address where there is one', async () => {
    const environment = { DATA_DIR: join(folder, 'public'), PUBLIC_URL: 'https://book.example' }
    await using _server = await startServer(environment)
    const { output } = await runOwner(environment)
    expect(linkIn(output)).toMatch(/^https:\/\/book\.example\/admin\/enter\//)
    expect(output).not.toContain('localhost')
  })

  test('says that the pages are switched off', async () => {
    const { code, output } = await runOwner({ DATA_DIR: folder, ADMIN: 'off' })
    expect(code).toBe(1)
    expect(output).toContain('ADMIN=off')
    expect(await runOwner({ DATA_DIR: folder, ADMIN: 'off' }, '--only-first')).toEqual({ code: 0, output: '' })
  })

  test.each([
    [['--nme', 'Anna'], "Unknown option '--nme'"],
    [['Anna'], "Unexpected argument 'Anna'"],
    [['--name'], '--name'],
    [['--name', ''], '--name needs a name, such as --name Anna.'],
    [['--name', '  '], '--name needs a name'],
    [['--name', 'x'.repeat(51)], 'at most 50'],
    [['--revoke'], '--revoke'],
    [['--revoke', 'Anna', '--moderator'], '--revoke takes a name and nothing else.'],
    [['--list', '--name', 'Anna'], '--list takes nothing else.'],
  ])('with %j it explains itself and changes nothing', async (args, reason) => {
    const { code, output } = await runOwner({ DATA_DIR: '/nowhere' }, ...args)
    expect(code).toBe(2)
    expect(output).toContain(reason)
    expect(output).toContain('Usage: npm run owner -- [options]')
  })

  test('explains itself on request', async () => {
    const { code, output } = await runOwner({}, '--help')
    expect([code, output]).toEqual([0, expect.stringMatching(/^Usage: npm run owner/)])
  })

  test('without a book it says so, and creates none', async () => {
    const { code, output } = await runOwner({ DATA_DIR: folder })
    expect(code).toBe(1)
    expect(output).toMatch(/There is no guestbook in/)
  })

  test.each<[arg: string, code: number, said: RegExp]>([
    ['--help', 0, /^Usage/],
    ['--list', 1, /^There is no guestbook in/],
    ['Anna', 2, /^Unexpected argument/],
  ])('as a program, %s ends with code %i', async (arg, code, said) => {
    const ended = await runCommand('server/owner.ts', { DATA_DIR: folder }, arg)
    expect(ended).toEqual({ code, output: expect.stringMatching(said) })
  })
})

describeWith(['redis'], 'npm run owner on Redis', () => {
  let redis: RedisTopology
  beforeAll(async () => {
    redis = await startRedis({ replicas: 1 })
  })
  afterAll(() => redis?.[Symbol.asyncDispose]())

  test('works beside a server', async () => {
    const environment = redisVariables(redis.master, redis.replicas[0])
    await using server = await startServer(environment)
    await expect.poll(async () => (await ask(`${server.url}/readyz`)).json()).toMatchObject({ writes: 'ok' })
    await expectOwners(server, environment)
    expect(await runCommand('server/owner.ts', environment, '--list')).toMatchObject({ code: 0 })
  })

  test('says that no master can be reached', async () => {
    const away = { REDIS_MASTER_URL: 'redis://127.0.0.1:1' }
    const [invited, listed] = await Promise.all([runOwner(away), runOwner(away, '--list')])
    expect(invited.code).toBe(1)
    expect(invited.output).toMatch(/^The book cannot be written to, even after 5 s: the Redis master cannot be reached/)
    expect(listed.output).toMatch(/^The book cannot be read, /)
  })
})
