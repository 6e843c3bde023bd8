import { createHistogram } from 'node:perf_hooks'
import autocannon from 'autocannon'
import { type Extent, FRESH, type Load, type LoadResult } from './load.ts'

/** How often autocannon checks whether the load is over, in milliseconds. */
const SAMPLE_INTERVAL = 20

/**
 * Loads servers with autocannon: each connection sends the next request after each answer. If a busy machine gave no answer
 * in its time, the load is repeated, each time four times as long. Throws unless all requests succeed.
 */
export async function saturate(load: Load, extent: Extent, repetitions = 4): Promise<LoadResult> {
  const result = await loadOnce(load, extent)
  if (result.answers > 0) return result
  if (repetitions === 0) throw new Error(`expected ${describe(load)}, got no answer`)
  return saturate(load, 'seconds' in extent ? { seconds: extent.seconds * 4 } : extent, repetitions - 1)
}

async function loadOnce(load: Load, extent: Extent): Promise<LoadResult> {
  const requests: autocannon.Request[] = load.requests.map(({ headers, ...request }) => ({
    ...request,
    headers: { ...headers },
  }))
  let connection = 0
  const options: autocannon.Options & { sampleInt: number } = {
    url: [...load.urls] as unknown as string, // Its type knows only one.
    connections: load.connections,
    requests: requests.slice(0, 1),
    // Requests without a placeholder are built only once.
    idReplacement: JSON.stringify(load.requests).includes(FRESH),
    setupClient: (client) => client.setRequests(shareOf(requests, connection++, load.connections)),
    sampleInt: SAMPLE_INTERVAL,
    ...('amount' in extent ? { amount: extent.amount } : { duration: extent.seconds }),
  }
  // autocannon's own counts whole milliseconds, and is not there in a worker thread.
  const microseconds = createHistogram()
  const started = performance.now()
  let [last, bytes] = [started, 0]
  const result = await new Promise<autocannon.Result>((resolve, reject) => {
    const instance = autocannon(options, (error, found) => (error ? reject(error) : resolve(found)))
    instance.on('response', (_client, _status, size, milliseconds) => {
      last = performance.now()
      bytes += size
      microseconds.record(Math.max(1, Math.round(milliseconds * 1000)))
    })
  })
  const answers = countAnswers(load, result)
  return {
    answers,
    perSecond: (answers * 1000) / (last - started),
    bytesEach: bytes / answers,
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
  return `${urls.join(' and ')} to answer ${[...new Set(requests.map(({ method, path }) => `${method} ${path}`))].slice(0, 3).join(', ')}`
}

/** The requests of one connection: its own share, or all from another start, so that connections are not in step. */
export function shareOf<Request>(requests: readonly Request[], connection: number, connections: number): Request[] {
  if (requests.length >= connections)
    return requests.filter((_, index) => index % connections === connection % connections)
  const first = connection % requests.length
  return [...requests.slice(first), ...requests.slice(0, first)]
}
