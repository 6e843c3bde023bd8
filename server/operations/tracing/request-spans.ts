import type { AsyncLocalStorage } from 'node:async_hooks'
import {
  type Context,
  createTraceState,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isProbe } from '../../http/probe-paths.ts'
import { tellTrace } from '../../http/request-identity.ts'
import { loggedPath } from '../../http/request-log.ts'
import { formatTraceparent, parseTraceparent } from '../../http/traceparent.ts'

/** Gives every request a span, from its head to the end of its answer, and makes it the current one while the request is worked on. */
export function addRequestSpans(app: FastifyInstance, tracer: Tracer, current: AsyncLocalStorage<Span | undefined>) {
  const spans = new WeakMap<FastifyRequest, Span>()
  app.addHook('onRequest', (request, reply, done) => {
    if (isProbe(request.url)) return done()
    const span = startSpan(tracer, request)
    spans.set(request, span)
    const { traceId, spanId, traceFlags: flags } = span.spanContext()
    tellTrace(request, reply, formatTraceparent({ traceId, spanId, flags }))
    reply.raw.once('close', () => endSpan(span, reply))
    current.run(span, done)
  })
  // A body arrives in the context of its connection.
  app.addHook('preValidation', (request, _reply, done) => current.run(spans.get(request), done))
}

/** The names are OpenTelemetry's: https://opentelemetry.io/docs/specs/semconv/http/http-spans/. Leaves out the query and the client. */
function startSpan(tracer: Tracer, request: FastifyRequest): Span {
  const { id, method, url, protocol, routeOptions } = request
  const { url: route } = routeOptions
  return tracer.startSpan(
    route === undefined ? method : `${method} ${route}`,
    {
      kind: SpanKind.SERVER,
      attributes: {
        'http.request.method': method,
        'url.path': loggedPath(url),
        'url.scheme': protocol,
        'guestbook.request_id': id,
        ...(route === undefined ? {} : { 'http.route': route }),
      },
    },
    callerOf(request),
  )
}

function callerOf({ traceparent, headers: { tracestate } }: FastifyRequest): Context {
  const caller = parseTraceparent(traceparent)
  if (!caller) return ROOT_CONTEXT
  const { traceId, spanId, flags: traceFlags } = caller
  const traceState = typeof tracestate === 'string' ? { traceState: createTraceState(tracestate) } : {}
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags, isRemote: true, ...traceState })
}

function endSpan(span: Span, { raw }: FastifyReply): void {
  if (raw.headersSent) span.setAttribute('http.response.status_code', raw.statusCode)
  else span.setAttribute('error.type', 'no answer')
  if (raw.headersSent && raw.statusCode >= 500) span.setStatus({ code: SpanStatusCode.ERROR })
  span.end()
}
