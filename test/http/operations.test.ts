import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { request } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer, text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Entry } from '../../server/book/entry.ts'
import { redisVariables } from '../support/app.ts'
import { freePort } from '../support/free-port.ts'
import { describeWith } from '../support/machine.ts'
import { type RedisTopology, startRedis } from '../support/redis.ts'
import { type RunningServer, startServer } from '../support/server.ts'

/** A request over a connection of its own, so that no server waits for it in the end. */
function ask(url: string, init: RequestInit = {}): Promise<Response> {
  return fetch(url, { redirect: 'manual', ...init, headers: { ...init.headers, connection: 'close' } })
}

function post(server: RunningServer, body: object): Promise<Response> {
  const headers = { 'content-type': 'application/json' }
  return ask(`${server.url}/api/entries`, { method: 'POST', headers, body: JSON.stringify(body) })
}

describe('the log', () => {
  test('says what was answered, and nothing of what guests wrote or where they are', async () => {
    await using server = await startServer({ LOG_LEVEL: 'trace', TRUST_PROXY: '1', RATE_LIMIT: '3' })
    const secrets = { 'x-forwarded-for': '192.0.2.77', 'user-agent': 'Secretagent', cookie: 'a=Secretcookie' }
    const headers = { ...secrets, 'content-type': 'application/json', 'idempotency-key': 'Secretkey' }
    const api = { method: 'POST', headers, body: JSON.stringify({ name: 'Secretname', message: 'Secretmessage' }) }
    expect((await ask(`${server.url}/api/entries?q=Secretquery`, api)).status).toBe(201)
    const form = { method: 'POST', headers: secrets, body: new URLSearchParams({ name: 'Secretname', message: '' }) }
    expect((await ask(server.url, form)).status).toBe(422)
    expect((await ask(`${server.url}/api/entries`, { ...api, body: '{"message":"Secretmessage' })).status).toBe(400)
    expect((await ask(server.url, form)).status).toBe(429)
    expect((await ask(`${server.url}/?before=Secretquery`, { headers: secrets })).status).toBe(400)
    // Probes come every other second: no line for them. A stream has its line when it is opened, since it may stay for hours.
    await ask(`${server.url}/livez`)
    await ask(`${server.url}/api/live`).then(({ body }) => body?.cancel())
    await server.logged('the last request', ({ path }) => path === '/api/live')
    const answered = server.logs.filter(({ msg }) => msg === 'answered')
    expect(answered.map(({ method, path, status }) => `${method} ${path} ${status}`)).toEqual(
      expect.arrayContaining(['POST /api/entries 201', 'POST / 422', 'POST / 429', 'GET / 400', 'GET /api/live 200']),
    )
    expect(answered.map(({ path }) => path)).not.toContain('/livez')
    const { output } = await server.stop()
    expect(output).not.toMatch(/Secret|192\.0\.2\.77|127\.0\.0\.1:\d+.*remote/)
  })
})

describe('metrics', () => {
  let server: RunningServer
  beforeAll(async () => {
    server = await startServer({ RATE_LIMIT: '0' })
  })
  afterAll(() => server?.[Symbol.asyncDispose]())

  /** Every sample by its name and labels. */
  async function samples(): Promise<Map<string, number>> {
    const text = await (await ask(server.metricsUrl)).text()
    const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
    return new Map(
      lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))]),
    )
  }

  test('are text in Prometheus’ format, each family with its help and type', async () => {
    const response = await ask(server.metricsUrl)
    expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/)
    const text = await response.text()
    expect(text.endsWith('\n')).toBe(true)
    const families = new Set<string>()
    for (const line of text.trimEnd().split('\n')) {
      if (line === '') continue
      const comment = /^# (HELP|TYPE) ([a-zA-Z_:][\w:]*) (.+)$/.exec(line)
      if (comment?.[2]) {
        families.add(comment[2])
        continue
      }
      expect(line).toMatch(
        /^[a-zA-Z_:][\w:]*(\{(\w+="([^"\\]|\\.)*",?)*\})? (-?[\d.]+(e[+-]?\d+)?|NaN|[+-]Inf)( \d+)?$/,
      )
      const name = /^[\w:]+/.exec(line)?.[0] ?? ''
      expect(families).toContain(families.has(name) ? name : name.replace(/_(bucket|sum|count)$/, ''))
    }
    for (const name of ['requests', 'writes_total', 'entries', 'live_streams', 'readable', 'writable']) {
      expect(
        [...families].some((family) => family.startsWith(`guestbook_${name.slice(0, 7)}`)),
        name,
      ).toBe(true)
    }
  })

  test('move with what happens', async () => {
    const before = await samples()
    expect((await post(server, { message: 'counted' })).status).toBe(201)
    for (let count = 0; count < 3; count++) expect((await ask(server.url)).status).toBe(200)
    expect((await ask(`${server.url}/nothing-${Math.random()}`)).status).toBe(404)
    const moved = async (sample: string) => ((await samples()).get(sample) ?? 0) - (before.get(sample) ?? 0)
    await expect.poll(() => moved('guestbook_writes_total{outcome="added"}')).toBe(1)
    await expect.poll(() => moved('guestbook_entries')).toBe(1)
    const requests = (labels: string) => moved(`guestbook_request_duration_seconds_count{${labels}}`)
    await expect.poll(() => requests('method="GET",route="/",status="200"')).toBe(3)
    await expect.poll(() => requests('method="GET",route="unknown",status="404"')).toBe(1)
    expect((await samples()).get('guestbook_writable')).toBe(1)
  })

  test('are not served where the pages are, and nothing else is served where they are', async () => {
    expect((await ask(`${server.url}/metrics`)).status).toBe(404)
    expect((await ask(new URL('/', server.metricsUrl).href)).status).toBe(404)
    expect((await ask(new URL('/api/entries', server.metricsUrl).href)).status).toBe(404)
  })
})

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** Runs the owner's command as `npm run remove` does. */
function remove(environment: Record<string, string>, ...ids: string[]): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const options = { cwd: ROOT, env: { PATH: process.env.PATH, ...environment } }
    execFile(process.execPath, ['server/remove.ts', ...ids], options, (error, stdout, stderr) =>
      resolve({ code: Number(error?.code ?? 0), output: stdout + stderr }),
    )
  })
}

/** The command takes an entry out of the book that a running server shows, and says what it did. */
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
    output: `There is no entry ${going[0]?.id}.\n`,
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

  test('where there is no book it says so, and makes none', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'guestbook-remove-'))
    try {
      const { code, output } = await remove({ DATA_DIR: folder }, '1-0')
      expect(code).toBe(1)
      expect(output).toMatch(/there is no guestbook in/)
    } finally {
      await rm(folder, { recursive: true })
    }
  })
})

describeWith(['redis'], 'npm run remove on Redis', () => {
  let redis: RedisTopology
  beforeAll(async () => {
    redis = await startRedis({ replicas: 1 })
  })
  afterAll(() => redis?.[Symbol.asyncDispose]())

  test('works beside a server', async () => {
    const environment = redisVariables(redis.master, redis.replicas[0])
    await using server = await startServer(environment)
    await expect.poll(async () => (await ask(`${server.url}/readyz`)).json()).toMatchObject({ writes: 'ok' })
    await expectRemoval(server, environment)
  })

  test('makes no book where there is none', async () => {
    await redis.master.client().flushall()
    const { code, output } = await remove(redisVariables(redis.master), '1-0')
    expect(code).toBe(1)
    expect(output).toMatch(/there is none/)
    expect(await redis.master.client().dbsize()).toBe(0)
  })
})

describeWith(['redis'], 'the program begins', () => {
  test('to answer once it can read and write: whoever comes first is served', async () => {
    await using redis = await startRedis({ replicas: 1 })
    const port = await freePort()
    const starting = startServer({ ...redisVariables(redis.master, redis.replicas[0]), PORT: `${port}` })
    let first: Response | undefined
    while (!first) first = await ask(`http://127.0.0.1:${port}/readyz`).catch(() => undefined)
    await using server = await starting
    expect(await first.json()).toMatchObject({ status: 'ready', reads: 'ok', writes: 'ok' })
    expect((await post(server, { message: 'The first' })).status).toBe(201)
  })

  test('where Redis cannot be reached, after a second all the same', async () => {
    await using server = await startServer({ REDIS_MASTER_URL: `redis://127.0.0.1:${await freePort()}` })
    const ready = await ask(`${server.url}/readyz`)
    expect(await ready.json()).toMatchObject({ status: 'not ready', writes: 'unavailable' })
  })

  test('not at all where it is asked to end before', async () => {
    const [redisPort, port, metricsPort] = [await freePort(), await freePort(), await freePort()]
    const variables = {
      REDIS_MASTER_URL: `redis://127.0.0.1:${redisPort}`,
      PORT: `${port}`,
      METRICS_PORT: `${metricsPort}`,
    }
    const options = { cwd: ROOT, env: { PATH: process.env.PATH, ...variables } }
    const program = spawn(process.execPath, ['server/main.ts'], options)
    const output = Promise.all([text(program.stdout), text(program.stderr)])
    const metrics = () => ask(`http://127.0.0.1:${metricsPort}/metrics`).then(({ status }) => status)
    await expect.poll(() => metrics().catch(() => undefined)).toBe(200)
    program.kill('SIGTERM')
    const [code] = await once(program, 'exit')
    const said = (await output).join('\n')
    expect(code, said).toBe(0)
    expect(said).not.toContain('"listening"')
  })
})

describe('the program ends', () => {
  test('in good order although clients hold on: one who sends half a request, one who does not read', async () => {
    await using server = await startServer()
    const half = request(`${server.url}/`, { method: 'POST', agent: false, headers: { 'content-length': 100 } })
    half.on('error', () => {})
    half.write('message=')
    const stream = request(`${server.url}/api/live`, { agent: false })
    stream.on('error', () => {})
    await new Promise<void>((resolve) => {
      stream.on('response', (response) => {
        response.pause()
        resolve()
      })
      stream.end()
    })
    const started = performance.now()
    const { code } = await server.stop()
    expect(code).toBe(0)
    expect(performance.now() - started).toBeLessThan(8000)
    half.destroy()
    stream.destroy()
  })

  test('once a slow reader has all that was answered', async () => {
    await using server = await startServer({ RATE_LIMIT: '0' })
    const message = `q${'\u0301'.repeat(9)}`.repeat(1000)
    for (let number = 0; number < 40; number++) await post(server, { message })
    // More than the system keeps between the two: some of it waits within the server.
    const copies = 16
    const { length } = await (await ask(`${server.url}/api/entries?limit=40`)).bytes()
    const reader = connect(server.port, '127.0.0.1')
    reader.write('GET /api/entries?limit=40 HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(copies))
    await once(reader, 'readable')
    server.signal('SIGTERM')
    await server.logged('that it ends', ({ msg }) => msg === 'ending')
    expect((await buffer(reader)).length).toBeGreaterThan(copies * length)
    expect((await server.ended).code).toBe(0)
  })
})
