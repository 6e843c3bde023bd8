import { expect, test } from 'vitest'
import { runServer, startServer } from './server.ts'

test('the program runs as a process, answers, logs lines, and ends on request', async () => {
  await using server = await startServer({ SEED_MESSAGE: 'Hello from a test' })
  const page = await fetch(`${server.url}/api/entries`, { headers: { connection: 'close' } })
  expect(await page.json()).toMatchObject({ total: 1, entries: [{ message: 'Hello from a test' }] })
  expect((await fetch(server.metricsUrl, { headers: { connection: 'close' } })).status).toBe(200)
  const { port } = await server.logged('where it listens', ({ msg }) => msg === 'listening')
  expect(port).toBe(server.port)
  expect(await server.stop()).toMatchObject({ code: 0, signal: null })
})

test('a program that ends by itself gives its exit code and output', async () => {
  const { code, output } = await runServer({ PORT: 'eighty' })
  expect(code).toBe(1)
  expect(output).toContain('PORT')
})

test('a server that does not start fails the test with its output', async () => {
  await expect(startServer({ LOG_LEVEL: 'loud' })).rejects.toThrow(/LOG_LEVEL/)
})
