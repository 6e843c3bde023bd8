import { addAbortListener } from 'node:events'
import { createHistogram } from 'node:perf_hooks'
import autocannon from 'autocannon'
import { type Extent, FRESH, type Load } from './load.ts'

/** How often autocannon checks whether the load is over, in milliseconds. */
const SAMPLE_INTERVAL = 20

/**
 * Loads servers with autocannon: each connection sends the next request after each answer. If a busy machine gave no answer
 * in its time, the load is repeated, each time four times as long. Throws unless all requests succeed.
 */
export async function saturate(load: Load, extent: Extent, signal: AbortSignal) {
  for (const factor of [1, 4, 16, 64, 256]) {
    const longer = 'seconds' in extent ? { seconds: extent.seconds * factor } : extent
    const result = await loadOnce(load, longer, signal)
    signal.throwIfAborted()
    if (result.answers > 0) return result
  }
  throw new Error(`expected ${describe(load)}, got no answer`)
}

async function loadOnce(load: Load, extent: Extent, signal: AbortSignal) {
  // autocannon changes the requests it gets.
  const requests: autocannon.Request[] = load.requests.map((request) => ({ ...request }))
  let connection = 0
  const options: autocannon.Options & { sampleInt: number } = {
    url: [...load.urls] as unknown as string, // Its type knows only one.
    connections: load.connections,
    // Requests without a placeholder are built only once.
    idReplacement: JSON.stringify(requests).includes(FRESH),
    setupClient: (client) => client.setRequests(shareOf(requests, connection++, load.connections)),
    sampleInt: SAMPLE_INTERVAL,
    ...('amount' in extent ? { amount: extent.amount } : { duration: extent.seconds }),
  }
  // autocannon's own histogram counts whole milliseconds.
  const microseconds = createHistogram()
  const started = performance.now()
  let [last, bytes] = [started, 0]
  const { promise, resolve, reject } = Promise.withResolvers<autocannon.Result>()
  const instance = autocannon(options, (error, result) => (error ? reject(error) : resolve(result)))
  instance.on('response', (_client, _status, size, milliseconds) => {
    last = performance.now()
    bytes += size
    microseconds.record(Math.max(1, Math.round(milliseconds * 1000)))
  })
  using _ = addAbortListener(signal, () => instance.stop())
  const result = await promise
  const answers = countAnswers(load, result)
  return {
    answers,
    perSecond: (answers * 1000) / (last - started),
    /** The mean size of an answer in bytes, with headers. */
    bytesEach: bytes / answers,
    /** The 99th percentile of the latency, in milliseconds. */
    p99: microseconds.percentile(99) / 1000,
  }
}

/** @throws Error unless every answer was a success: the speed of error answers means nothing. 304 is only sent on request. */
function countAnswers(load: Load, { statusCodeStats, errors }: autocannon.Result): number {
  const counts = Object.entries(statusCodeStats ?? {}).map(([status, { count = 0 }]) => ({ status, count }))
  const failures = counts.filter(({ status }) => !/^2|^304$/.test(status))
  if (errors > 0) failures.push({ status: 'no answer', count: errors })
  if (failures.length > 0) {
    const list = failures.map(({ status, count }) => `${status} (${count} times)`).join(', ')
    throw new Error(`expected ${describe(load)} with success only, got ${list}`)
  }
  return counts.reduce((sum, { count }) => sum + count, 0)
}

function describe({ urls, requests }: Load): string {
  const asked = new Set(requests.map(({ method, path }) => `${method} ${path}`))
  return `${urls.join(' and ')} to answer ${[...asked].slice(0, 3).join(', ')}`
}

/** The requests of one connection: its share, or one of them if there are fewer requests than connections. */
export function shareOf<Request>(requests: readonly Request[], connection: number, connections: number): Request[] {
  return requests.filter((_, index) => index % connections === connection % requests.length)
}
