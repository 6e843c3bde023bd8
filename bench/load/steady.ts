import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { Pool } from 'undici'
import { FRESH, type Load, type LoadRequest, type LoadResult } from './load.ts'
import { Outcomes } from './outcomes.ts'

/**
 * Sends requests at a constant rate, without waiting for answers. Latency counts from the time when a request was due, so that a
 * stall shows in all requests that it delays. (autocannon's rate option sends bursts, one each second.)
 */
export async function askSteadily(load: Load, perSecond: number, seconds: number): Promise<LoadResult> {
  const outcomes = new Outcomes(load)
  const pool = new Pool(load.url, { connections: load.connections })
  const pending = new Set<Promise<void>>()
  const total = Math.max(1, Math.floor(perSecond * seconds))
  const started = performance.now()
  for (let asked = 0; asked < total; await pause(1)) {
    const due = Math.min(total, ((performance.now() - started) / 1000) * perSecond)
    for (; asked < due; asked++) {
      const request = load.requests[asked % load.requests.length] as LoadRequest
      const answer = ask(pool, request, started + (asked * 1000) / perSecond, outcomes)
      pending.add(answer)
      answer.finally(() => pending.delete(answer))
    }
  }
  await Promise.all(pending)
  await pool.close()
  return outcomes.result()
}

async function ask(pool: Pool, { method, path, headers, body }: LoadRequest, due: number, outcomes: Outcomes) {
  const fill = (text: string) => (text.includes(FRESH) ? text.replaceAll(FRESH, randomUUID()) : text)
  const filled = Object.fromEntries(Object.entries(headers ?? {}).map(([name, value]) => [name, fill(value)]))
  try {
    const answer = await pool.request({ method, path, headers: filled, body: body === undefined ? null : fill(body) })
    const { byteLength } = await answer.body.arrayBuffer()
    outcomes.answered(answer.statusCode, performance.now() - due, byteLength)
  } catch (error) {
    outcomes.failed((error as Error).message)
  }
}
