import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { get, POST } from '../../bench/load/requests.ts'
import { loadOf, saturate, shareOf } from '../../bench/load/saturate.ts'
import { type Context, measureEach, takeTurns } from '../../bench/part.ts'

const { signal } = new AbortController()

/** A server that counts requests and answers with a status, after so many milliseconds. */
async function serve(status: number, delay = 0) {
  const asked: string[] = []
  const keys = new Set<unknown>()
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`)
    keys.add(request.headers['idempotency-key'])
    setTimeout(() => response.writeHead(status).end(), delay)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { url, asked, keys, [Symbol.asyncDispose]: async () => void server.close() }
}

test('a load asks for all requests, as often as told, with a new key for each post', async () => {
  await using server = await serve(201)
  const { answers, perSecond, bytesEach } = await saturate(loadOf([server], get('/a'), POST), { amount: 100 }, signal)
  expect(answers).toBe(100)
  expect(perSecond).toBeGreaterThan(0)
  expect(bytesEach).toBeGreaterThan(20)
  expect(new Set(server.asked)).toEqual(new Set(['GET /a', 'POST /api/entries']))
  expect(server.asked).toHaveLength(100)
  expect(server.keys.size).toBe(1 + server.asked.filter((line) => line.startsWith('POST')).length)
})

test('the speed of error answers is not a result', async () => {
  await using busy = await serve(429)
  await expect(saturate(loadOf([busy], get('/')), { amount: 50 }, signal)).rejects.toThrow(
    /GET \/ with success only, got 429 \(50/,
  )
  await using form = await serve(303)
  await expect(saturate(loadOf([form], get('/')), { amount: 50 }, signal)).rejects.toThrow(/303/)
  await using unchanged = await serve(304)
  expect((await saturate(loadOf([unchanged], get('/')), { amount: 50 }, signal)).answers).toBe(50)
})

test('several servers share a load', async () => {
  await using one = await serve(200)
  await using other = await serve(200)
  expect((await saturate(loadOf([one, other], get('/')), { amount: 100 }, signal)).answers).toBe(100)
  expect([one.asked.length, other.asked.length]).toEqual([50, 50])
})

test('a server that is too slow for a short round is loaded longer', async () => {
  await using server = await serve(200, 150)
  const { answers } = await saturate(loadOf([server], get('/')), { seconds: 0.05 }, signal)
  expect(answers).toBeGreaterThan(0)
})

test('what cannot be measured is said, and does not end a run', async () => {
  const context = { failures: [] as string[], progress: () => {}, signal } as unknown as Context
  const measure = async ({ name }: { name: string }) => {
    if (name === 'GET /') throw new Error('got no answer')
    return [name, 'and more']
  }
  expect(await measureEach(context, [{ name: 'GET /' }, { name: 'POST' }], measure)).toEqual(['POST', 'and more'])
  expect(context.failures).toEqual(['GET /: got no answer'])
})

test('an aborted run ends', async () => {
  const aborted = AbortSignal.abort(new Error('aborted'))
  const context = { failures: [], progress: () => {}, signal: aborted } as unknown as Context
  const broken = measureEach(context, [{ name: 'GET /' }], () => Promise.reject(new Error('any')))
  await expect(broken).rejects.toThrow('aborted')
})

test('a load ends when the run is aborted', async () => {
  await using server = await serve(200)
  const controller = new AbortController()
  const load = saturate(loadOf([server], get('/')), { seconds: 600 }, controller.signal)
  await expect.poll(() => server.asked.length).toBeGreaterThan(0)
  controller.abort(new Error('aborted'))
  await expect(load).rejects.toThrow('aborted')
})

test('connections share many requests; with a few, each sends one of them', () => {
  expect([0, 1].map((connection) => shareOf(['a', 'b', 'c'], connection, 2))).toEqual([['a', 'c'], ['b']])
  expect([0, 1, 2].map((connection) => shareOf(['a', 'b'], connection, 3))).toEqual([['a'], ['b'], ['a']])
})

test('sides take turns in alternating order, after a first round that does not count', async () => {
  const order: string[] = []
  const context = { progress: () => {}, signal } as unknown as Context
  const measured = await takeTurns(context, 'GET /', 2, ['a', 'b'], async (side) => order.push(side))
  expect(order.join('')).toBe('baabba')
  expect(measured).toEqual([
    [3, 6],
    [4, 5],
  ])
})
