import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../../test/support/free-port.ts'
import type { RedisTopology } from '../../test/support/redis.ts'
import { type Program, startProgram } from './program.ts'

/** The guestbook itself, as `npm start` and the image run it. */
export interface Guestbook extends Program {
  readonly metricsUrl: string
}

/** Variables of the guestbook beside those of a benchmark. */
export type Variables = Readonly<Record<string, string>>

/** Runs the guestbook on Redis: it writes to the master and reads from the first replica. */
export function startGuestbook(
  { master, replicas }: RedisTopology,
  signal: AbortSignal,
  variables: Variables = {},
): Promise<Guestbook> {
  const location = { REDIS_MASTER_URL: master.url, REDIS_REPLICA_URL: (replicas[0] ?? master).url }
  return start({ ...location, ...variables }, signal)
}

/** Runs the guestbook with its embedded book, in `directory`. */
export function startEmbedded(directory: string, signal: AbortSignal, variables: Variables = {}): Promise<Guestbook> {
  return start({ DATA_DIR: directory, ...variables }, signal)
}

/** A directory that is removed in the end. */
export async function temporaryDirectory(): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'guestbook-bench-'))
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) }
}

/**
 * The limit on posts is as high as it may be set, but on: counting is part of what a post costs. The log of each request is off, as in
 * what it is compared with; what it costs is measured by itself.
 */
async function start(variables: Variables, signal: AbortSignal): Promise<Guestbook> {
  const metricsPort = await freePort()
  const program = await startProgram({
    script: 'dist/main.js',
    environment: {
      RATE_LIMIT: '1000000',
      BOOK_LIMIT: '1000000000',
      LOG_LEVEL: 'warn',
      METRICS_PORT: String(metricsPort),
      ...variables,
    },
    readyPath: '/',
    signal,
  })
  return { ...program, metricsUrl: `http://127.0.0.1:${metricsPort}/metrics` }
}
