import type { RedisTopology } from '../../test/support/redis.ts'
import type { Load } from '../load/load.ts'
import { type Program, startProgram } from './program.ts'

/** What a guestbook is compared with: next to nothing but the framework and the store. */
export type Store = { readonly redis: RedisTopology } | { readonly sqlite: string }

/**
 * Runs a bare Fastify: `POST /add` and `GET /range` on the store where there is one, and `GET /copy/<n>` with the bytes and
 * headers that `copied[n]` is answered with now.
 */
export function startBareFastify(
  signal: AbortSignal,
  { store, copied = [] }: { store?: Store; copied?: readonly Load[] } = {},
): Promise<Program> {
  return startProgram({
    script: 'bench/bare/fastify.ts',
    environment: {
      ...storeVariables(store),
      COPIED: JSON.stringify(copied.map(({ url, requests: [request] }) => ({ ...request, url }))),
    },
    readyPath: '/livez',
    signal,
  })
}

/** Runs a bare node:http server that keeps event streams open and writes one ready-made buffer to all of them for each post. */
export function startBareStreams(signal: AbortSignal): Promise<Program> {
  return startProgram({ script: 'bench/bare/streams.ts', readyPath: '/', signal })
}

function storeVariables(store: Store | undefined): Record<string, string> {
  if (!store) return {}
  if ('sqlite' in store) return { DATA_DIR: store.sqlite }
  const { master, replicas } = store.redis
  return { REDIS_MASTER_URL: master.url, REDIS_REPLICA_URL: (replicas[0] ?? master).url }
}
