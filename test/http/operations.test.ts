import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ask, post } from '../support/ask.ts'
import { type RunningServer, startServer } from '../support/server.ts'

describe('the log', () => {
  test('says what was answered, and nothing of what guests wrote or where they are', async () => {
    await using server = await startServer({ LOG_LEVEL: 'trace', TRUST_PROXY: '1', RATE_LIMIT: '1' })
    const secrets = { 'x-forwarded-for': '192.0.2.77', 'user-agent': 'Secretagent', cookie: 'a=Secretcookie' }
    const headers = { ...secrets, 'content-type': 'application/json', 'idempotency-key': 'Secretkey-0123456789' }
    const api = { method: 'POST', headers, body: JSON.stringify({ name: 'Secretname', message: 'Secretmessage' }) }
    expect((await ask(`${server.url}/api/entries?q=Secretquery`, api)).status).toBe(201)
    const form = { method: 'POST', headers: secrets, body: new URLSearchParams({ name: 'Secretname', message: '' }) }
    expect((await ask(server.url, form)).status).toBe(422)
    expect((await ask(`${server.url}/api/entries`, { ...api, body: '{"message":"Secretmessage' })).status).toBe(400)
    const second = new URLSearchParams({ name: 'Secretname', message: 'Secretmessage, again' })
    expect((await ask(server.url, { ...form, body: second })).status).toBe(429)
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
