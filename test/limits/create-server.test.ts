import type { IncomingMessage, ServerResponse } from 'node:http'
import { pino } from 'pino'
import { Registry } from 'prom-client'
import { expect, test } from 'vitest'
import { Refusals } from '../../server/http/refusals.ts'
import { RequestLog } from '../../server/http/request-log.ts'
import { Connections } from '../../server/limits/connections.ts'
import { createServerFactory } from '../../server/limits/create-server.ts'
import { RequestDurations } from '../../server/performance/request-durations.ts'

test('a request whose client leaves before it is worked on is counted and logged', async () => {
  const registry = new Registry()
  const lines: string[] = []
  const log = pino({ base: null }, { write: (line: string) => lines.push(line) })
  const connections = new Connections({
    limit: 10,
    isLasting: () => false,
    refusals: new Refusals({ log, count: () => {} }),
    requestLog: new RequestLog({ requests: new RequestDurations(registry), log }),
    createRequestId: () => 'the-second',
  })
  const handled: string[] = []
  const busyFor = (milliseconds: number) => {
    const until = performance.now() + milliseconds
    while (performance.now() < until);
  }
  const server = createServerFactory(
    {},
    connections,
  )((request) => {
    handled.push(request.url ?? '')
    busyFor(15)
  })
  const second = requestFor('/second')
  server.emit('request', requestFor('/first'), {} as ServerResponse)
  server.emit('request', second, {} as ServerResponse)
  Object.assign(second.socket, { destroyed: true })
  await expect
    .poll(() => lines.map((line) => JSON.parse(line)))
    .toMatchObject([{ reqId: 'the-second', method: 'GET', status: 'none', msg: 'cut off' }])
  expect(handled).toEqual(['/first'])
  expect(await registry.metrics()).toContain(
    'guestbook_request_duration_seconds_count{method="GET",route="unknown",status="none"} 1',
  )
})

/** As much of a request as is looked at before it is worked on. */
function requestFor(url: string): IncomingMessage {
  return { method: 'GET', url, headers: {}, socket: { destroyed: false } } as unknown as IncomingMessage
}
