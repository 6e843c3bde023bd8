import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'

/**
 * Below the range from which systems choose ports (Linux: 32768 and up), so that a server that is stopped and
 * started again finds its port free. Each of Vitest's workers has a part of its own: what one has been given, but does not yet
 * listen on, another cannot be given.
 */
const FIRST = 20_000
const PARTS = 8
const PART = 1_500

/** How many ports a worker remembers. It lives for many files, and must always find another one. */
const REMEMBERED = PART / 2

/** In the order in which they were given. */
const given = new Set<number>()

/** A free port of 127.0.0.1. No other test gets it, until many others have been given. */
export async function freePort(): Promise<number> {
  const start = FIRST + (Number(process.env.VITEST_POOL_ID ?? 0) % PARTS) * PART
  const port = randomInt(start, start + PART)
  if (given.has(port)) return freePort()
  given.add(port)
  const [oldest] = given
  if (given.size > REMEMBERED && oldest !== undefined) given.delete(oldest)
  return (await isFree(port)) ? port : freePort()
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => server.close(() => resolve(true)))
  })
}
