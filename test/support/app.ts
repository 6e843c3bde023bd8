import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { FastifyInstance } from 'fastify'
import { pino } from 'pino'
import { buildApp } from '../../server/app.ts'
import { loadAssets } from '../../server/assets.ts'
import type { Book } from '../../server/book/book.ts'
import { Feed } from '../../server/book/feed/feed.ts'
import { Reader } from '../../server/book/reader/reader.ts'
import { openBook } from '../../server/book/stores/open.ts'
import { readConfiguration } from '../../server/configuration/configuration.ts'
import { type Limits, limitsFor } from '../../server/limits/limits.ts'
import { LiveStreams } from '../../server/live/live-streams.ts'
import { Metrics } from '../../server/operations/metrics.ts'
import { eventually } from './eventually.ts'
import type { RedisNode } from './redis.ts'

/** The web application within the test's own process, put together as the program does it. Ended by `await using`. */
export interface TestApp extends AsyncDisposable {
  /** Asked with `app.inject`. */
  readonly app: FastifyInstance
  readonly book: Book
  readonly feed: Feed
  readonly streams: LiveStreams
  readonly metrics: Metrics
}

/**
 * Starts the application with a real book: on Redis where `environment` says so, else in a temporary folder of its own.
 * There are no limits on posts and no first entry unless `environment` sets them.
 * @param options.limits What differs from the limits of an ordinary process.
 * @param options.untilReady False resolves at once, whether or not the book can be reached.
 */
export async function startApp(
  environment: Readonly<Record<string, string>> = {},
  { untilReady = true, limits: changed = {} }: { untilReady?: boolean; limits?: Partial<Limits> } = {},
): Promise<TestApp> {
  const resources = new AsyncDisposableStack()
  const folder = await mkdtemp(join(tmpdir(), 'guestbook-app-'))
  resources.defer(() => rm(folder, { recursive: true }))
  const configuration = readConfiguration({
    RATE_LIMIT: '0',
    BOOK_LIMIT: '0',
    SEED_MESSAGE: '',
    LOG_LEVEL: 'silent',
    DATA_DIR: folder,
    ...environment,
  })
  const log = pino({ level: configuration.logLevel })
  const book = await openBook(configuration, log)
  resources.defer(() => book.close())
  const feed = new Feed(book)
  resources.defer(() => feed.close())
  const reader = new Reader(book, feed)
  const limits = { ...limitsFor({ openFiles: 20_000, memory: 512 * 1024 * 1024 }), ...changed }
  const streams = new LiveStreams(feed, limits)
  const metrics = new Metrics({ book, feed, reader, streams })
  const assets = loadAssets(ASSETS)
  const isDraining = () => false
  const parts = {
    configuration,
    limits,
    version: '0.0.0',
    book,
    feed,
    reader,
    streams,
    metrics,
    assets,
    log,
    isDraining,
  }
  const app = await buildApp({ ...parts, assetsDirectory: ASSETS })
  resources.defer(() => app.close())
  const started = { app, book, feed, streams, metrics, [Symbol.asyncDispose]: () => resources.disposeAsync() }
  if (untilReady) await isReady(started)
  return started
}

/** Resolves once the book can be read and written. */
export async function isReady({ book, feed }: Pick<TestApp, 'book' | 'feed'>): Promise<void> {
  await eventually('the book to be readable and writable', async () => {
    const { readable, writable } = book.health()
    if (!readable || !writable || !feed.state) throw new Error(`readable ${readable}, writable ${writable}`)
  })
}

/** The variables that name these nodes. */
export function redisVariables(master: RedisNode, replica: RedisNode = master): Record<string, string> {
  return { REDIS_MASTER_URL: master.url, REDIS_REPLICA_URL: replica.url }
}

const ASSETS = fileURLToPath(new URL('../../dist/web', import.meta.url))
