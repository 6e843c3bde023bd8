import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { get, loadOf, POST } from '../../bench/load/load.ts'
import { saturate, shareOf } from '../../bench/load/saturate.ts'
import { askSteadily } from '../../bench/load/steady.ts'

/** A server that counts requests and answers with a status. */
async function serve(status: number) {
  const asked: string[] = []
  const keys = new Set<unknown>()
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`)
    keys.add(request.headers['idempotency-key'])
    response.writeHead(status).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { url, asked, keys, [Symbol.asyncDispose]: async () => void server.close() }
}

test.each([
  ['saturate', (load: Parameters<typeof saturate>[0]) => saturate(load, { amount: 100 })],
  ['askSteadily', (load: Parameters<typeof saturate>[0]) => askSteadily(load, 1000, 0.1)],
])('%s asks for all requests, as often as told, with a new key for each post', async (_, run) => {
  await using server = await serve(201)
  const { answers, perSecond, latency } = await run(loadOf(server, get('/a'), POST))
  expect(answers).toBe(100)
  expect(perSecond).toBeGreaterThan(0)
  expect(latency.p99).toBeGreaterThanOrEqual(latency.p50)
  expect(new Set(server.asked)).toEqual(new Set(['GET /a', 'POST /api/entries']))
  expect(server.asked).toHaveLength(100)
  expect(server.keys.size).toBe(1 + server.asked.filter((line) => line.startsWith('POST')).length)
})

test('the speed of error answers is not a result, unless they are redirects after a form', async () => {
  await using busy = await serve(429)
  await expect(saturate(loadOf(busy, get('/')), { amount: 50 })).rejects.toThrow(
    /GET \/ with success only, got 429 \(50/,
  )
  await using form = await serve(303)
  await expect(saturate(loadOf(form, get('/')), { amount: 50 })).rejects.toThrow(/303/)
  expect((await saturate({ ...loadOf(form, get('/')), takesRedirects: true }, { amount: 50 })).answers).toBe(50)
})

test('connections share many requests, and start a few at different places', () => {
  expect([0, 1].map((connection) => shareOf(['a', 'b', 'c'], connection, 2))).toEqual([['a', 'c'], ['b']])
  expect([0, 1, 2].map((connection) => shareOf(['a', 'b'], connection, 3))).toEqual([
    ['a', 'b'],
    ['b', 'a'],
    ['a', 'b'],
  ])
})
