import { describe, expect, test } from 'vitest'
import { ask, post } from '../support/ask.ts'
import { type RunningServer, startServer } from '../support/server.ts'
import { startTraceReceiver } from './trace-receiver.ts'

test('OTEL_TRACES_SAMPLER_ARG=0 records only what a caller records', async () => {
  await using receiver = await startTraceReceiver()
  await using server = await startServer({
    OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint,
    OTEL_TRACES_SAMPLER_ARG: '0',
  })
  const trace = '0af7651916cd43dd8448eb211c80319c'
  const traceparent = `00-${trace}-b7ad6b7169203331-01`
  for (let count = 0; count < 20; count++) await ask(server.url)
  await post(server, { message: 'recorded by the caller' }, { traceparent })
  await server.stop()
  expect(new Set(receiver.spans.map((span) => span.traceId))).toEqual(new Set([trace]))
  expect(receiver.spans.map(({ name }) => name)).toEqual(expect.arrayContaining(['POST /api/entries', 'append']))
})

test('a receiver that fails is reported once, and again when it works; the guestbook goes on', async () => {
  await using receiver = await startTraceReceiver()
  receiver.isAccepting = false
  await using server = await startServer({ OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint })
  expect((await ask(server.url)).status).toBe(200)
  await server.logged('the failure', ({ msg }) => msg === 'traces cannot be exported')
  receiver.isAccepting = true
  await expect
    .poll(
      async () => {
        expect((await ask(server.url)).status).toBe(200)
        return server.logs.some(({ msg }) => msg === 'traces are exported again')
      },
      { timeout: 40_000 },
    )
    .toBe(true)
  expect(server.logs.filter(({ msg }) => msg === 'traces cannot be exported')).toHaveLength(1)
})

describe('the packages of OpenTelemetry', () => {
  /** Logs every package of tracing that the source loads, apart from the interface, which prom-client needs. */
  const watch = `import { registerHooks } from 'node:module'
    registerHooks({ load(url, context, next) {
      if (/opentelemetry\\/(?!api\\/)/.test(url)) console.log(JSON.stringify({ level: 30, msg: 'loaded', url }))
      return next(url, context)
    } })`
  const NODE_OPTIONS = `--import data:text/javascript;base64,${Buffer.from(watch).toString('base64')}`
  const isLoaded = (server: RunningServer) => server.logs.some(({ msg }) => msg === 'loaded')

  test('are loaded if there is an endpoint, and not otherwise', async () => {
    await using receiver = await startTraceReceiver()
    await using traced = await startServer(
      { NODE_OPTIONS, OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint },
      'server/main.ts',
    )
    await ask(traced.url)
    expect(isLoaded(traced)).toBe(true)
    await using plain = await startServer({ NODE_OPTIONS, OTEL_SERVICE_NAME: 'our-book' }, 'server/main.ts')
    await ask(plain.url)
    await plain.stop()
    expect(isLoaded(plain)).toBe(false)
  })
})
