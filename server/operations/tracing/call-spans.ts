import type { AsyncLocalStorage } from 'node:async_hooks'
import { type Channel, tracingChannel } from 'node:diagnostics_channel'
import { ROOT_CONTEXT, type Span, SpanKind, SpanStatusCode, type Tracer, trace } from '@opentelemetry/api'
import { APPENDING, WRITTEN_TOGETHER, type WrittenTogether } from '../../book/activities.ts'

/** What ioredis tells of a command: https://github.com/redis/ioredis#diagnostics-channel. */
interface RedisCommand {
  readonly command: string
  readonly database: number
  readonly serverAddress: string
  readonly serverPort: number | undefined
  error?: unknown
}

/** Gives calls within a request their spans; those that follow the log have none. Returns a function that stops this. */
export function startCallSpans(tracer: Tracer, current: AsyncLocalStorage<Span | undefined>): () => void {
  const spans = new WeakMap<object, Span>()
  const start = (call: object, name: string, kind: SpanKind, attributes: Record<string, string | number> = {}) => {
    const parent = current.getStore()
    if (!parent) return undefined
    const span = tracer.startSpan(name, { kind, attributes }, trace.setSpan(ROOT_CONTEXT, parent))
    spans.set(call, span)
    return span
  }
  const end = (call: object) => spans.get(call)?.end()
  const fail = (call: object & { error?: unknown }) =>
    // The name only: a message may contain what a visitor wrote.
    spans.get(call)?.setAttribute('error.type', nameOf(call.error)).setStatus({ code: SpanStatusCode.ERROR })

  const onRedisCall = (call: RedisCommand) => {
    const name = call.command.toUpperCase()
    // Without the arguments, which hold entries and keys.
    start(call, name, SpanKind.CLIENT, {
      'db.system.name': 'redis',
      'db.operation.name': name,
      'db.namespace': String(call.database),
      'server.address': call.serverAddress,
      ...(call.serverPort === undefined ? {} : { 'server.port': call.serverPort }),
    })
  }
  const onWrittenTogether = (written: WrittenTogether) => linkToFirst(written, current)

  const stop = new DisposableStack()
  const on = <Message>(channel: Channel, listener: (message: Message) => void) => {
    const listen = (message: unknown) => listener(message as Message)
    channel.subscribe(listen)
    stop.defer(() => void channel.unsubscribe(listen))
  }
  const redis = tracingChannel('ioredis:command')
  on(redis.start, onRedisCall)
  APPENDING.start.bindStore(current, (call) => start(call, 'append', SpanKind.INTERNAL))
  stop.defer(() => void APPENDING.start.unbindStore(current))
  for (const { asyncEnd, error } of [redis, APPENDING]) {
    on(asyncEnd, end)
    on(error, fail)
  }
  on(WRITTEN_TOGETHER, onWrittenTogether)
  return () => stop.dispose()
}

/** The Redis call belongs to the trace of the first. The others link to it. */
function linkToFirst({ contexts }: WrittenTogether, current: AsyncLocalStorage<Span | undefined>): void {
  const [first, ...others] = contexts.map((within) => within(() => current.getStore()))
  if (first) for (const span of others) span?.addLink({ context: first.spanContext() })
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'error'
}
