import type { Load } from '../load/load.ts'
import { type Program, startProgram } from './program.ts'

/**
 * Runs bare/fastify.ts.
 * @param variables the guestbook's variables for its store; without them it has none
 * @param copied its `GET /copy/<n>` returns the answer to the first request of the n-th load
 */
export function startBareFastify(
  variables: Readonly<Record<string, string>> = {},
  copied: readonly Load[] = [],
): Promise<Program> {
  const requests = copied.map(({ url, requests: [request] }) => ({
    url: url + request?.path,
    headers: request?.headers,
  }))
  return startProgram({
    script: 'bench/bare/fastify.ts',
    environment: { ...variables, COPIED: JSON.stringify(requests) },
    readyPath: '/livez',
  })
}
