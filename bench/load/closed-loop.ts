import { createHistogram } from 'node:perf_hooks'
import autocannon from 'autocannon'
import { readLatency } from './latency.ts'
import { type Extent, expectSuccess, FRESH, type Load, type LoadResult } from './load.ts'

/** How soon after its end a load is noticed to have ended, in milliseconds. */
const SAMPLE_INTERVAL = 20

/** Loads a server by autocannon: every connection asks again as soon as it is answered. Throws where anything but success comes. */
export async function runClosedLoop(load: Load, extent: Extent): Promise<LoadResult> {
  // autocannon's own histogram counts whole milliseconds, which is more than most answers take.
  const microseconds = createHistogram()
  const outcomes: Record<string, number> = {}
  let bytes = 0
  let last = performance.now()
  const started = last
  const requests = load.requests.map(({ method, path, headers = {}, body }) => ({
    method,
    path,
    headers: { ...headers },
    ...(body === undefined ? {} : { body }),
  }))
  let connection = 0
  await new Promise<void>((resolve, reject) => {
    const options: autocannon.Options & { sampleInt: number } = {
      url: load.url,
      connections: load.connections,
      requests,
      // Where nothing has to be fresh, each request is put together once.
      idReplacement: load.requests.some((request) => JSON.stringify(request).includes(FRESH)),
      // In step, all connections would ask for the same at the same moment.
      setupClient: (client) => {
        const first = connection++ % requests.length
        client.setRequests([...requests.slice(first), ...requests.slice(0, first)])
      },
      sampleInt: SAMPLE_INTERVAL,
      ...('amount' in extent ? { amount: extent.amount } : { duration: extent.seconds }),
    }
    const instance = autocannon(options, (error: unknown) => (error ? reject(error) : resolve()))
    instance.on('response', (_client, status, size, milliseconds) => {
      last = performance.now()
      bytes += size
      outcomes[status] = (outcomes[status] ?? 0) + 1
      microseconds.record(Math.max(1, Math.round(milliseconds * 1000)))
    })
    instance.on('reqError', () => {
      outcomes.error = (outcomes.error ?? 0) + 1
    })
  })
  expectSuccess(load, outcomes)
  const { count } = microseconds
  if (count === 0) throw new Error(`expected answers from ${load.url}, got none`)
  return {
    answers: count,
    perSecond: count / ((last - started) / 1000),
    bytesEach: bytes / count,
    latency: readLatency(microseconds),
  }
}
