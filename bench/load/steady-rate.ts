import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { createHistogram } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import { AnswerReader } from './http-answers.ts'
import { readLatency } from './latency.ts'
import { expectSuccess, FRESH, type Load, type LoadRequest, type LoadResult } from './load.ts'

/** How long to wait for the last answers, in milliseconds. */
const PATIENCE = 5000

/**
 * Asks so many times a second, evenly spread, whether or not answers come: as visitors do, who do not know of each other. The
 * latency counts from when a request was due, so that a server that stalls is not spared those it would have had meanwhile
 * (coordinated omission). autocannon's own rate does not fit here: it asks in a burst at the beginning of each second.
 */
export async function runSteadyRate(load: Load, perSecond: number, seconds: number): Promise<LoadResult> {
  const { hostname, port, host } = new URL(load.url)
  const microseconds = createHistogram()
  const outcomes: Record<string, number> = {}
  const due: number[] = []
  const idle: Connection[] = []
  let bytes = 0
  let asked = 0

  const connections = await Promise.all(
    Array.from({ length: load.connections }, async () => {
      const socket = connect(Number(port), hostname).setNoDelay()
      await once(socket, 'connect')
      const connection: Connection = { socket, dueAt: 0 }
      const reader = new AnswerReader()
      socket.on('data', (chunk) => {
        for (const answer of reader.read(chunk)) {
          bytes += answer.bytes
          outcomes[answer.status] = (outcomes[answer.status] ?? 0) + 1
          microseconds.record(Math.max(1, Math.round((performance.now() - connection.dueAt) * 1000)))
          idle.push(connection)
        }
        ask()
      })
      socket.on('error', () => {
        outcomes.error = (outcomes.error ?? 0) + 1
      })
      return connection
    }),
  )
  idle.push(...connections)

  function ask(): void {
    while (due.length > 0) {
      const connection = idle.pop()
      if (!connection) return
      connection.dueAt = due.shift() as number
      connection.socket.write(encode(load.requests[asked++ % load.requests.length] as LoadRequest, host))
    }
  }

  const started = performance.now()
  const total = Math.floor(perSecond * seconds)
  for (let scheduled = 0; scheduled < total; ask()) {
    const now = Math.min(total, Math.floor(((performance.now() - started) / 1000) * perSecond))
    while (scheduled < now) due.push(started + (scheduled++ / perSecond) * 1000)
    await pause(1)
  }
  const elapsed = (performance.now() - started) / 1000
  const deadline = performance.now() + PATIENCE
  while (idle.length < connections.length && performance.now() < deadline) await pause(5)
  if (idle.length < connections.length) outcomes.error = (outcomes.error ?? 0) + connections.length - idle.length
  for (const { socket } of connections) socket.destroy()
  expectSuccess(load, outcomes)
  const { count } = microseconds
  return { answers: count, perSecond: count / elapsed, bytesEach: bytes / count, latency: readLatency(microseconds) }
}

interface Connection {
  readonly socket: Socket
  /** When the request that it is at should have been sent. */
  dueAt: number
}

function encode({ method, path, headers = {}, body = '' }: LoadRequest, host: string): string {
  const fresh = randomUUID()
  const content = body.replaceAll(FRESH, fresh)
  const length = method === 'POST' ? { 'content-length': String(Buffer.byteLength(content)) } : {}
  const lines = Object.entries({ host, ...headers, ...length }).map(
    ([name, value]) => `${name}: ${value.replaceAll(FRESH, fresh)}`,
  )
  return `${method} ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n${content}`
}
