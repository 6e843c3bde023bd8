import { setTimeout as pause } from 'node:timers/promises'
import { awaitedLater } from './awaited-later.ts'

/**
 * Repeats `attempt` until it resolves, for support code inside and outside of Vitest; tests have `expect.poll`.
 * An attempt that does not settle counts as failed.
 * @param what completes "expected …"
 * @returns what the attempt resolved to
 * @throws Error after `within` milliseconds, with the last attempt's error as its cause
 */
export async function eventually<T>(what: string, attempt: () => Promise<T>, within = 20_000): Promise<T> {
  const deadline = performance.now() + within
  let last: unknown
  // Most is there after a few milliseconds.
  for (let interval = 1; ; interval = Math.min(2 * interval, LONGEST_INTERVAL)) {
    const left = deadline - performance.now()
    if (left <= 0) break
    try {
      return await withTimeout(attempt(), left)
    } catch (error) {
      last = error
    }
    await pause(interval)
  }
  throw new Error(`expected ${what} within ${within} ms; last: ${last instanceof Error ? last.message : last}`, {
    cause: last,
  })
}

/** In milliseconds. */
const LONGEST_INTERVAL = 50

async function withTimeout<T>(answer: Promise<T>, milliseconds: number): Promise<T> {
  const timer = new AbortController()
  const timeout = awaitedLater(
    pause(milliseconds, undefined, { signal: timer.signal }).then(() => {
      throw new Error('no answer')
    }),
  )
  return Promise.race([answer, timeout]).finally(() => timer.abort())
}
