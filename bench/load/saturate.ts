import { addAbortListener } from 'node:events'
import { createHistogram } from 'node:perf_hooks'
import autocannon from 'autocannon'
import { FRESH, type LoadRequest } from './requests.ts'

/** Requests to servers. */
export interface Load {
  /** Servers that share the connections, without a path. */
  readonly urls: readonly string[]
  /** Each connection sends its share of these in turn, repeatedly. */
  readonly requests: readonly LoadRequest[]
  readonly connections: number
}

type Extent = { readonly seconds: number } | { readonly amount: number }

export interface Answers {
  readonly answers: number
  readonly perSecond: number
  /** The mean size of an answer in bytes, with headers. */
  readonly bytesEach: number
  /** The 99th percentile of the latency, in milliseconds. */
  readonly p99: number
}

const CONNECTIONS = 50

/** How often autocannon checks whether the load is over, in milliseconds. */
const SAMPLE_INTERVAL = 20

export function loadOf(servers: readonly { readonly url: string }[], ...requests: readonly LoadRequest[]): Load {
  return { urls: servers.map(({ url }) => url), requests, connections: CONNECTIONS }
}

/**
 * Loads servers with autocannon: each connection sends the next request after each answer. If a busy machine gave no answer
 * in its time, the load is repeated, each time four times as long, until autocannon's own time limit. Throws unless all requests succeed.
 */
export async function saturate(load: Load, extent: Extent, signal: AbortSignal): Promise<Answers> {
  // autocannon's own histogram counts whole milliseconds.
  const microseconds = createHistogram()
  const started = performance.now()
  let last = started
  const { promise, resolve, reject } = Promise.withResolvers<autocannon.Result>()
  const instance = autocannon(optionsOf(load, extent), (error, result) => (error ? reject(error) : resolve(result)))
  instance.on('response', (_client, _status, _size, milliseconds) => {
    last = performance.now()
    microseconds.record(Math.max(1, Math.round(milliseconds * 1000)))
  })
  using _ = addAbortListener(signal, () => instance.stop())
  const result = await promise
  signal.throwIfAborted()
  ensureSuccess(load, result)
  const answers = result.requests.total
  if (answers === 0 && 'seconds' in extent) return saturate(load, { seconds: 4 * extent.seconds }, signal)
  return {
    answers,
    perSecond: (answers * 1000) / (last - started),
    bytesEach: result.throughput.total / answers,
    p99: microseconds.percentile(99) / 1000,
  }
}

function optionsOf({ urls, requests, connections }: Load, extent: Extent): autocannon.Options & { sampleInt: number } {
  // autocannon changes the requests it gets.
  const copies: autocannon.Request[] = requests.map((request) => ({ ...request }))
  let connection = 0
  return {
    url: [...urls] as unknown as string, // Its type knows only one.
    connections,
    // Requests without a placeholder are built only once.
    idReplacement: JSON.stringify(copies).includes(FRESH),
    setupClient: (client) => client.setRequests(shareOf(copies, connection++, connections)),
    sampleInt: SAMPLE_INTERVAL,
    ...('amount' in extent ? { amount: extent.amount } : { duration: extent.seconds }),
  }
}

/** @throws Error unless every answer was a success: the speed of error answers means nothing. 304 is only sent on request. */
function ensureSuccess({ urls, requests }: Load, { statusCodeStats = {}, errors }: autocannon.Result): void {
  const failures = Object.entries(statusCodeStats)
    .filter(([status]) => !/^2|^304$/.test(status))
    .map(([status, { count }]) => `${status} (${count} times)`)
  if (errors > 0) failures.push(`no answer (${errors} times)`)
  if (failures.length === 0) return
  const asked = [...new Set(requests.map(({ method, path }) => `${method} ${path}`))].slice(0, 3).join(', ')
  throw new Error(`expected ${urls.join(' and ')} to answer ${asked} with success only, got ${failures.join(', ')}`)
}

/** The requests of one connection: its share, or one of them if there are fewer requests than connections. */
export function shareOf<Request>(requests: readonly Request[], connection: number, connections: number): Request[] {
  return requests.filter((_, index) => index % connections === connection % requests.length)
}
