import type { SpanExporter } from '@opentelemetry/sdk-trace'
import type { Logger } from 'pino'

/** ExportResultCode.SUCCESS */
const SUCCESS = 0

/** Wraps an exporter: logs when exporting begins to fail, and when it works again. */
export function reportFailures(exporter: SpanExporter, log: Logger): SpanExporter {
  let isFailing = false
  return {
    export(spans, done) {
      exporter.export(spans, (result) => {
        const hasFailed = result.code !== SUCCESS
        if (hasFailed && !isFailing) log.warn({ reason: result.error?.message }, 'traces cannot be exported')
        if (!hasFailed && isFailing) log.info('traces are exported again')
        isFailing = hasFailed
        done(result)
      })
    },
    shutdown: () => exporter.shutdown(),
    forceFlush: async () => exporter.forceFlush?.(),
  }
}
