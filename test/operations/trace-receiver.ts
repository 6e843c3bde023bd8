import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { expect } from 'vitest'

/** As in https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/trace/v1/trace.proto, in JSON. */
export interface ReceivedSpan {
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId?: string
  readonly name: string
  /** 1: internal, 2: server, 3: client. */
  readonly kind: number
  readonly attributes: Readonly<Record<string, unknown>>
  readonly links: readonly { readonly traceId: string; readonly spanId: string }[]
  /** 2: an error. */
  readonly status: number
  readonly startTime: bigint
  readonly endTime: bigint
  /** The attributes of the process. */
  readonly resource: Readonly<Record<string, unknown>>
}

/** Receives spans by OTLP over HTTP, as a collector does. */
export interface TraceReceiver extends AsyncDisposable {
  readonly endpoint: string
  readonly spans: readonly ReceivedSpan[]
  /** Headers of the last export. */
  readonly headers: Readonly<Record<string, unknown>>
  /** While false, exports are answered with 400. */
  isAccepting: boolean
  /** Waits for spans that fit. */
  received(count: number, fits: (span: ReceivedSpan) => boolean): Promise<readonly ReceivedSpan[]>
}

export async function startTraceReceiver(): Promise<TraceReceiver> {
  const spans: ReceivedSpan[] = []
  const server = createServer(async (request, response) => {
    receiver.headers = request.headers
    const body = (await json(request)) as Export
    const isFine = request.method === 'POST' && request.url === '/otlp/v1/traces' && receiver.isAccepting
    if (isFine) spans.push(...body.resourceSpans.flatMap(spansOf))
    response.writeHead(isFine ? 200 : 400, { 'content-type': 'application/json' }).end('{}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const receiver = {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}/otlp/`,
    spans,
    headers: {} as Record<string, unknown>,
    isAccepting: true,
    async received(count: number, fits: (span: ReceivedSpan) => boolean) {
      await expect.poll(() => spans.filter(fits).length, { timeout: 40_000 }).toBeGreaterThanOrEqual(count)
      return spans.filter(fits)
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return receiver
}

interface Export {
  readonly resourceSpans: readonly ResourceSpans[]
}

interface ResourceSpans {
  readonly resource: { readonly attributes: readonly Attribute[] }
  readonly scopeSpans: readonly { readonly spans: readonly RawSpan[] }[]
}

type RawSpan = Omit<ReceivedSpan, 'attributes' | 'status' | 'startTime' | 'endTime' | 'resource' | 'links'> & {
  readonly attributes: readonly Attribute[]
  readonly links?: ReceivedSpan['links']
  readonly status?: { readonly code?: number }
  readonly startTimeUnixNano: string
  readonly endTimeUnixNano: string
}

interface Attribute {
  readonly key: string
  readonly value: Readonly<Record<string, unknown>>
}

function spansOf({ resource, scopeSpans }: ResourceSpans): ReceivedSpan[] {
  return scopeSpans
    .flatMap(({ spans }) => spans)
    .map(({ attributes, status, links = [], startTimeUnixNano, endTimeUnixNano, ...span }) => ({
      ...span,
      links,
      attributes: valuesOf(attributes),
      status: status?.code ?? 0,
      startTime: BigInt(startTimeUnixNano),
      endTime: BigInt(endTimeUnixNano),
      resource: valuesOf(resource.attributes),
    }))
}

function valuesOf(attributes: readonly Attribute[]): Record<string, unknown> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]))
}
