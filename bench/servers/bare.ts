import type { Load } from '../load/load.ts'
import { type Program, startProgram } from './program.ts'

/**
 * Runs a bare Fastify, see bare/fastify.ts.
 * @param variables where its store is, as the guestbook is told; without them it has none
 * @param copied loads whose first request it asks once, to answer `GET /copy/<n>` with the same bytes and headers
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

/** Runs a bare node:http server with event streams, see bare/streams.ts. */
export function startBareStreams(): Promise<Program> {
  return startProgram({ script: 'bench/bare/streams.ts', readyPath: '/' })
}
