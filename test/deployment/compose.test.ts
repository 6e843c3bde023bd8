import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { eventually } from '../support/eventually.ts'
import { describeWith } from '../support/machine.ts'
import { type ComposeProject, composeProject } from './docker.ts'

const ENTRIES = 'guestbook:{main}:entries'
const PATIENCE = { timeout: 60_000, interval: 250 }

describeWith(['docker', 'chromium'], 'docker compose up', () => {
  let project: ComposeProject

  beforeAll(async () => {
    project = await composeProject()
    await project.compose('up', '--detach', '--build')
    await eventually('the front end to be ready', () => request('/readyz'), PATIENCE.timeout)
  }, 600_000)

  afterAll(() => project?.[Symbol.asyncDispose](), 60_000)

  test('every container is healthy', { timeout: 90_000 }, async () => {
    const health = () => project.compose('ps', '--format', '{{.Service}} {{.Health}}')
    await expect
      .poll(async () => (await health()).split('\n').sort(), PATIENCE)
      .toEqual(['frontend healthy', 'redis-master healthy', 'redis-replica healthy', 'redis-replica healthy'])
  })

  test('an entry is on both replicas, and still in the book after down and up', {
    timeout: 180_000,
  }, async () => {
    await using browser = await launchBrowser()
    const page = await browser.newPage()
    const words = `Signed in a browser, ${Date.now()} 👋🏽`
    await page.goto(project.url)
    await page.getByLabel('Your message').fill(words)
    await page.getByLabel('Your name').fill('Ada')
    await page.getByRole('button', { name: 'Sign the book' }).click()
    await page.getByText(words).waitFor()
    for (const index of [1, 2]) {
      await expect
        .poll(() => project.redis('redis-replica', index, 'XREVRANGE', ENTRIES, '+', '-'), PATIENCE)
        .toContain(words)
    }

    await project.compose('down')
    await project.compose('up', '--detach')
    await expect.poll(messages, PATIENCE).toContain(words)
    await page.goto(project.url)
    await page.getByText(words).waitFor()
  })

  test('the book can be read while the master is down, and signed when it is back', { timeout: 180_000 }, async () => {
    const words = await sign()
    await project.compose('stop', 'redis-master')
    expect((await post('in vain')).status).toBe(503)
    expect(await messages()).toContain(words)
    await project.compose('start', 'redis-master')
    await expect.poll(async () => (await post('back again')).status, PATIENCE).toBe(201)
    expect(await messages()).not.toContain('in vain')
  })

  test('a master that has lost its volume gets the book back from a replica', { timeout: 180_000 }, async () => {
    const words = await sign()
    await expect
      .poll(() => project.redis('redis-replica', 1, 'XREVRANGE', ENTRIES, '+', '-'), PATIENCE)
      .toContain(words)
    await project.compose('rm', '--stop', '--force', 'redis-master')
    await project.compose(
      'run',
      '--rm',
      '--no-deps',
      '--entrypoint',
      'find',
      'redis-master',
      '/data',
      '-mindepth',
      '1',
      '-delete',
    )
    await project.compose('up', '--detach', 'redis-master')
    await expect.poll(() => project.compose('logs', 'redis-master'), PATIENCE).toContain('rebuilt')
    await expect.poll(() => project.redis('redis-master', 1, 'XREVRANGE', ENTRIES, '+', '-'), PATIENCE).toContain(words)
    await expect.poll(async () => (await post('and goes on')).status, PATIENCE).toBe(201)
    expect(await messages()).toContain(words)
  })

  test('replicas can be added, and hold the book as well', { timeout: 180_000 }, async () => {
    const words = await sign()
    project.settings.REDIS_REPLICAS = '3'
    await project.compose('up', '--detach')
    for (const index of [1, 2, 3]) {
      await expect
        .poll(() => project.redis('redis-replica', index, 'XREVRANGE', ENTRIES, '+', '-').catch(String), PATIENCE)
        .toContain(words)
    }
    expect(await messages()).toContain(words)
  })

  test('Redis asks for the password that was made for it', { timeout: 60_000 }, async () => {
    const answer = await project.compose('exec', '-T', 'redis-master', 'redis-cli', 'PING')
    expect(answer).toContain('NOAUTH')
    expect(await project.redis('redis-master', 1, 'PING')).toBe('PONG')
    await expect(project.compose('exec', '-T', 'frontend', 'sh', '-c', 'echo >/password/redis')).rejects.toThrow(
      /Read-only|denied/,
    )
  })

  test('a backup is restored after the front end is stopped, and what was there is kept', {
    timeout: 240_000,
  }, async () => {
    const kept = await sign()
    const backup = await project.pipe(Buffer.alloc(0), 'exec', '-T', 'redis-master', 'sh', '/scripts/backup.sh')
    const later = await sign()
    const restore = ['exec', '-T', 'redis-master', 'sh', '/scripts/restore.sh']
    await expect(project.pipe(backup, ...restore)).rejects.toThrow('the book is being served')
    expect(await messages()).toContain(later)

    await project.compose('stop', 'frontend')
    expect(String(await project.pipe(backup, ...restore))).toMatch(
      /will be kept in \/data\/before-\S+\n.*the book now has \d+ entries/,
    )
    await project.compose('start', 'frontend')
    await expect.poll(() => messages().catch(() => []), PATIENCE).toContain(kept)
    // A replica shows what it has until it has copied the restored book.
    await expect.poll(() => messages().catch(() => [later]), PATIENCE).not.toContain(later)
    await expect.poll(async () => (await post('goes on')).status, PATIENCE).toBe(201)
    expect(await project.compose('exec', '-T', 'redis-master', 'sh', '-c', 'ls /data/before-*')).toBe('appendonlydir')
  })

  async function messages(): Promise<string[]> {
    const response = await request('/api/entries?limit=100')
    const { entries } = (await response.json()) as { entries: { message: string }[] }
    return entries.map(({ message }) => message)
  }

  async function request(path: string): Promise<Response> {
    const response = await fetch(`${project.url}${path}`)
    if (!response.ok) throw new Error(`expected an answer to ${path}, got status ${response.status}`)
    return response
  }

  function post(message: string): Promise<Response> {
    const body = JSON.stringify({ name: 'Ada', message })
    return fetch(`${project.url}/api/entries`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    })
  }

  /** Signs with a unique message, and waits until it is accepted. */
  async function sign(): Promise<string> {
    const words = `Signed at ${performance.now()}`
    await expect.poll(async () => (await post(words)).status, PATIENCE).toBe(201)
    return words
  }
})
