import { expect } from 'vitest'
import { ask } from '../support/ask.ts'
import { eventually } from '../support/eventually.ts'
import type { LogLine, RunningServer } from '../support/server.ts'

export const UNAVAILABLE = { status: 'not ready', reads: 'unavailable', writes: 'unavailable' }
export const READ_ONLY = { status: 'ready', reads: 'ok', writes: 'unavailable' }
export const WELL = { status: 'ready', reads: 'ok', writes: 'ok', warnings: [] }

export const readyz = async (server: RunningServer) => (await ask(`${server.url}/readyz`)).json()

/** Waits for `/readyz` to warn of something, and for the log to say the same in one line, once. */
export async function expectExplained(server: RunningServer, pattern: RegExp, readiness: object): Promise<void> {
  const isExplanation = ({ reason }: LogLine) => pattern.test(String(reason))
  await eventually(`/readyz to warn of ${pattern}`, async () => {
    expect(await readyz(server)).toMatchObject({
      ...readiness,
      warnings: expect.arrayContaining([expect.stringMatching(pattern)]),
    })
  })
  await server.logged('why', isExplanation)
  // As often as the master is asked, nothing more is said.
  await eventually('it to be asked again', async () => expect(server.logs.filter(isExplanation)).toHaveLength(1))
  const { level } = server.logs.find(isExplanation) ?? expect.fail('expected a line')
  expect(level).toBe(40)
}

/**
 * The reasons of all warnings, but for connections that failed for lack of time: a busy machine may need more than a second to connect, and
 * what is wrong is found afterwards.
 */
export function warningsOf({ logs }: RunningServer): unknown[] {
  return logs.filter(({ level, msg, reason }) => level >= 40 && !isSlow(msg, reason)).map(({ reason }) => reason)
}

function isSlow(msg: unknown, reason: unknown): boolean {
  return (
    (msg === 'waiting for Redis' && /ETIMEDOUT|timed out/.test(String(reason))) ||
    /^none of the sentinels that REDIS_SENTINELS names can be reached$/.test(String(reason))
  )
}
