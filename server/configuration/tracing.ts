import type { EnvironmentReader } from './variables.ts'

export interface TracingSettings {
  /** Of the receiver of traces, with its path. */
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly serviceName: string
  /** The share of traces that begin here and are recorded, from 0 to 1. A caller decides for its own. */
  readonly ratio: number
}

const TRACES_PATH = 'v1/traces'

/** Reads OpenTelemetry's own variables (https://opentelemetry.io/docs/specs/otel/protocol/exporter/). Without an endpoint: undefined. */
export function readTracing(environment: EnvironmentReader): TracingSettings | undefined {
  const endpoint = environment.text('OTEL_EXPORTER_OTLP_ENDPOINT')
  const headers = readHeaders(environment.secret('OTEL_EXPORTER_OTLP_HEADERS'), environment)
  const serviceName = environment.text('OTEL_SERVICE_NAME') ?? 'guestbook'
  const ratio = readRatio(environment)
  if (endpoint === undefined) return undefined
  const url = URL.parse(endpoint)
  if (url?.username || url?.password) {
    // The message leaves out the value, which holds a password.
    environment.problems.push(
      'OTEL_EXPORTER_OTLP_ENDPOINT must have no user name and no password: set OTEL_EXPORTER_OTLP_HEADERS instead',
    )
    return undefined
  }
  if (!url || !/^https?:$/.test(url.protocol) || url.search || url.hash) {
    environment.refuse('OTEL_EXPORTER_OTLP_ENDPOINT', 'an address like http://collector:4318', endpoint)
    return undefined
  }
  return { url: `${url.href.replace(/\/+$/, '')}/${TRACES_PATH}`, headers, serviceName, ratio }
}

/** Reads `name=value,name=value`; values are percent-encoded. */
function readHeaders(text: string | undefined, environment: EnvironmentReader): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const pair of text?.split(',') ?? []) {
    const [, name, value = ''] =
      /^\s*([\w!#$%&'*+.^`|~-]+)\s*=\s*([\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?)?\s*$/.exec(pair) ?? []
    const decoded = decode(value)
    if (name !== undefined && decoded !== undefined) headers[name] = decoded
    else if (pair.trim() !== '' || text?.trim() !== '') {
      // The message leaves out the value, which is a secret.
      environment.problems.push(
        'OTEL_EXPORTER_OTLP_HEADERS must be headers like authorization=Bearer%20abc, separated by commas',
      )
      return {}
    }
  }
  return headers
}

function decode(value: string): string | undefined {
  try {
    const decoded = decodeURIComponent(value)
    return /^[\x20-\x7e]*$/.test(decoded) ? decoded : undefined
  } catch {
    return undefined
  }
}

function readRatio(environment: EnvironmentReader): number {
  const value = environment.text('OTEL_TRACES_SAMPLER_ARG')
  if (value === undefined) return 1
  const ratio = /^\d*\.?\d+$/.test(value) ? Number(value) : Number.NaN
  if (ratio >= 0 && ratio <= 1) return ratio
  environment.refuse('OTEL_TRACES_SAMPLER_ARG', 'a share from 0 to 1, such as 0.1', value)
  return 1
}
