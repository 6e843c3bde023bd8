import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ask, post } from '../support/ask.ts'
import { describeWith } from '../support/machine.ts'
import { type RedisTopology, startRedis } from '../support/redis.ts'
import { type RunningServer, startServer } from '../support/server.ts'
import { type ReceivedSpan, startTraceReceiver, type TraceReceiver } from './trace-receiver.ts'

/** A connection's first call of a script. */
const SCRIPT = /^EVAL(SHA)?$/

const CALLER = 'b7ad6b7169203331'
const traceId = () => crypto.randomUUID().replaceAll('-', '')
const startedBy = (trace: string, flags = '01') => ({ traceparent: `00-${trace}-${CALLER}-${flags}` })

describeWith(['redis'], 'traces of a front end', () => {
  let redis: RedisTopology
  let receiver: TraceReceiver
  beforeAll(async () => {
    redis = await startRedis({ replicas: 1 })
    receiver = await startTraceReceiver()
  })
  afterAll(async () => {
    await receiver?.[Symbol.asyncDispose]()
    await redis?.[Symbol.asyncDispose]()
  })

  const environment = () => ({
    REDIS_MASTER_URL: redis.master.url,
    REDIS_REPLICA_URL: redis.replicas[0]?.url ?? '',
    WRITE_REPLICAS: '1',
    WRITE_TIMEOUT: '20000',
    RATE_LIMIT: '0',
    OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint,
    OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer%20open-sesame,x-tenant=guests',
    OTEL_SERVICE_NAME: 'our-book',
  })
  const spansOf = (trace: string) => receiver.spans.filter((span) => span.traceId === trace)
  const whole = async (trace: string) => {
    await receiver.received(1, (span) => span.traceId === trace && span.kind === 2)
    return spansOf(trace)
  }

  describe.each(['server/main.ts', 'dist/main.js'])('%s', (program) => {
    let server: RunningServer
    beforeAll(async () => {
      server = await startServer(environment(), program)
    })
    afterAll(() => server?.[Symbol.asyncDispose]())

    test('a post is a child of its caller, the append is its child, and the Redis calls are the append’s', async () => {
      const trace = traceId()
      const answer = await post(server, { name: 'Secretname', message: 'Secretmessage' }, startedBy(trace))
      expect(answer.status).toBe(201)
      const spans = await whole(trace)
      const one = (name: string) => spans.find((span) => span.name === name) ?? expect.fail(`expected a span ${name}`)
      const request = one('POST /api/entries')
      expect(request).toMatchObject({
        parentSpanId: CALLER,
        kind: 2,
        attributes: {
          'http.request.method': 'POST',
          'http.route': '/api/entries',
          'url.path': '/api/entries',
          'http.response.status_code': 201,
          'guestbook.request_id': answer.headers.get('x-request-id'),
        },
        resource: { 'service.name': 'our-book' },
      })
      expect(answer.headers.get('traceparent')).toBe(`00-${trace}-${request.spanId}-01`)
      const append = one('append')
      expect(append).toMatchObject({ parentSpanId: request.spanId, kind: 1 })
      const calls = spans.filter(({ parentSpanId }) => parentSpanId === append.spanId)
      expect(calls.map(({ name }) => name)).toEqual([expect.stringMatching(SCRIPT), 'WAIT'])
      for (const call of calls) {
        expect(call).toMatchObject({
          kind: 3,
          attributes: { 'db.system.name': 'redis', 'db.operation.name': call.name, 'db.namespace': '0' },
        })
        expect(call.endTime).toBeGreaterThan(call.startTime)
      }
      expect(receiver.headers).toMatchObject({ authorization: 'Bearer open-sesame', 'x-tenant': 'guests' })
      expect(text(spans)).not.toContain('Secret')
      await server.logged('the trace', ({ reqId, traceId }) => {
        return reqId === answer.headers.get('x-request-id') && traceId === trace
      })
    })

    test('a page that Redis has to be asked for has the call as its child', async () => {
      const trace = traceId()
      await ask(`${server.url}/?before=1-0&q=Secretquery`, { headers: startedBy(trace) })
      const [request, call] = await Promise.all([
        receiver.received(1, (span) => span.traceId === trace && span.name === 'GET /'),
        receiver.received(1, (span) => span.traceId === trace && SCRIPT.test(span.name)),
      ])
      expect(call[0]).toMatchObject({ parentSpanId: request[0]?.spanId, kind: 3 })
      expect(text(spansOf(trace))).not.toContain('Secret')
    })

    test('without a caller, a trace begins with the request', async () => {
      const { headers } = await ask(server.url)
      const [, trace = '', span] = /^00-([\da-f]{32})-([\da-f]{16})-01$/.exec(headers.get('traceparent') ?? '') ?? []
      const [request] = await whole(trace)
      expect(request).toMatchObject({ spanId: span, name: 'GET /' })
      expect(request?.parentSpanId ?? '').toBe('')
    })

    test('nothing but lines of JSON is written, even while spans are exported', async () => {
      await ask(server.url, { headers: startedBy(traceId()) })
      const { output } = await server.stop()
      expect(output.split('\n').filter((line) => line !== '' && !line.startsWith('{'))).toEqual([])
    })
  })

  describe('of any program', () => {
    let server: RunningServer
    beforeAll(async () => {
      server = await startServer(environment())
    })
    afterAll(() => server?.[Symbol.asyncDispose]())

    test('entries written together are each in their own trace, and linked to the one with the Redis calls', async () => {
      const traces = Array.from({ length: 30 }, traceId)
      await Promise.all(traces.map((trace) => post(server, { message: `one of many ${trace}` }, startedBy(trace))))
      for (const trace of traces) await whole(trace)
      for (const trace of traces) {
        const append = spansOf(trace).find(({ name }) => name === 'append')
        const own = spansOf(trace).filter(({ parentSpanId }) => parentSpanId === append?.spanId)
        const [link] = append?.links ?? []
        const written = link ? receiver.spans.filter(({ parentSpanId }) => parentSpanId === link.spanId) : own
        expect(written.map(({ name }) => name)).toEqual([expect.stringMatching(SCRIPT), 'WAIT'])
        // No call lies in a trace that has none of its entries.
        if (link) expect(own).toEqual([])
      }
    })

    test.each([
      ['an unknown address', '/nothing', 404, 'GET'],
      ['a request that is refused', '/api/entries?limit=0', 400, 'GET /api/entries'],
    ])('%s has a span too', async (_what, path, status, name) => {
      const trace = traceId()
      await ask(server.url + path, { headers: startedBy(trace) })
      const [request] = await whole(trace)
      expect(request).toMatchObject({ name, attributes: { 'http.response.status_code': status }, status: 0 })
    })

    test('a live stream has one when it ends', async () => {
      const trace = traceId()
      const stream = await ask(`${server.url}/api/live`, { headers: startedBy(trace) })
      await stream.body?.cancel()
      expect(await whole(trace)).toMatchObject([{ name: 'GET /api/live' }])
    })

    test('probes have none, and what the process does by itself has none', async () => {
      const trace = traceId()
      for (const path of ['/livez', '/readyz']) await ask(server.url + path, { headers: startedBy(trace) })
      const later = traceId()
      await ask(server.url, { headers: startedBy(later) })
      await whole(later)
      expect(spansOf(trace)).toEqual([])
      expect(receiver.spans.filter(({ kind, parentSpanId }) => kind !== 2 && !parentSpanId)).toEqual([])
    })

    test('a caller that does not record its trace gets no spans', async () => {
      const [silent, later] = [traceId(), traceId()]
      const { headers } = await ask(server.url, { headers: startedBy(silent, '00') })
      expect(headers.get('traceparent')).toMatch(new RegExp(`^00-${silent}-[\\da-f]{16}-00$`))
      await ask(server.url, { headers: startedBy(later) })
      await whole(later)
      expect(spansOf(silent)).toEqual([])
    })

    test('an append that fails is marked, and its request is if that was an error of the server', async () => {
      await redis.master.freeze()
      const trace = traceId()
      const failing = await post(server, { message: 'never confirmed' }, startedBy(trace)).finally(() =>
        redis.master.resume(),
      )
      expect(failing.status).toBe(503)
      const spans = await whole(trace)
      expect(spans.find(({ name }) => name === 'append')).toMatchObject({
        status: 2,
        attributes: { 'error.type': expect.stringMatching(/Written$/) },
      })
      expect(spans.find(({ kind }) => kind === 2)).toMatchObject({
        status: 2,
        attributes: { 'http.response.status_code': 503 },
      })
    })
  })

  test('the last spans are exported when the process ends', async () => {
    await using server = await startServer(environment())
    const trace = traceId()
    await ask(server.url, { headers: startedBy(trace) })
    expect((await server.stop()).code).toBe(0)
    expect(spansOf(trace)).toMatchObject([{ name: 'GET /' }])
  })
})

function text(spans: readonly ReceivedSpan[]): string {
  return JSON.stringify(spans, (_key, value) => (typeof value === 'bigint' ? `${value}` : value))
}
