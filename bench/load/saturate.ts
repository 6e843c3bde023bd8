import autocannon from 'autocannon'
import { type Extent, FRESH, type Load, type LoadResult } from './load.ts'
import { Outcomes } from './outcomes.ts'

/** How often autocannon checks whether the load is over, in milliseconds. */
const SAMPLE_INTERVAL = 20

/** Loads a server with autocannon: each connection sends the next request after each answer. Throws unless all succeed. */
export async function saturate(load: Load, extent: Extent): Promise<LoadResult> {
  const outcomes = new Outcomes(load)
  const requests: autocannon.Request[] = load.requests.map(({ headers, ...request }) => ({
    ...request,
    headers: { ...headers },
  }))
  let connection = 0
  await new Promise<void>((resolve, reject) => {
    const options: autocannon.Options & { sampleInt: number } = {
      url: load.url,
      connections: load.connections,
      requests: requests.slice(0, 1),
      // Requests without a placeholder are built only once.
      idReplacement: JSON.stringify(load.requests).includes(FRESH),
      setupClient: (client) => client.setRequests(shareOf(requests, connection++, load.connections)),
      sampleInt: SAMPLE_INTERVAL,
      ...('amount' in extent ? { amount: extent.amount } : { duration: extent.seconds }),
    }
    const instance = autocannon(options, (error: unknown) => (error ? reject(error) : resolve()))
    instance.on('response', (_client, status, bytes, milliseconds) => outcomes.answered(status, milliseconds, bytes))
    instance.on('reqError', (error) => outcomes.failed(error.message))
  })
  return outcomes.result()
}

/** The requests of one connection: its own share, or all from another start, so that connections are not in step. */
export function shareOf<Request>(requests: readonly Request[], connection: number, connections: number): Request[] {
  if (requests.length >= connections)
    return requests.filter((_, index) => index % connections === connection % connections)
  const first = connection % requests.length
  return [...requests.slice(first), ...requests.slice(0, first)]
}
