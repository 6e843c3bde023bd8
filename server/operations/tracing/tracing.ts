import { AsyncLocalStorage } from 'node:async_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import type { Span } from '@opentelemetry/api'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { resourceFromAttributes } from '@opentelemetry/resources'
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace'
import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import type { TracingSettings } from '../../configuration/tracing.ts'
import { startCallSpans } from './call-spans.ts'
import { reportFailures } from './report-failures.ts'
import { addRequestSpans } from './request-spans.ts'

const EXPORT_INTERVAL_MS = 1000

const EXPORT_TIMEOUT_MS = 5000

const LAST_EXPORT_MS = 1000

/** OpenTelemetry (https://opentelemetry.io/docs/specs/otel/trace/): spans of requests, and of appends and Redis calls within them. */
export interface Tracing {
  /** Gives every request of the application a span, apart from probes. Register it before what refuses requests. */
  addTo(app: FastifyInstance): void
  /** Exports the last spans, for a second at most. */
  close(): Promise<void>
}

/** Starts to export spans by OTLP over HTTP, as JSON. If the receiver is away, spans are dropped, and that is logged once. */
export function startTracing(settings: TracingSettings, log: Logger): Tracing {
  const { url, headers, serviceName, ratio } = settings
  const exporter = reportFailures(new OTLPTraceExporter({ url, headers, timeoutMillis: EXPORT_TIMEOUT_MS }), log)
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': serviceName }),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(ratio) }),
    spanProcessors: [new BatchSpanProcessor({ exporter, scheduledDelayMillis: EXPORT_INTERVAL_MS })],
  })
  const tracer = provider.getTracer('guestbook')
  const current = new AsyncLocalStorage<Span | undefined>()
  const stopCallSpans = startCallSpans(tracer, current)
  return {
    addTo: (app) => addRequestSpans(app, tracer, current),
    async close() {
      stopCallSpans()
      await Promise.race([provider.shutdown().catch(() => {}), pause(LAST_EXPORT_MS)])
    },
  }
}
