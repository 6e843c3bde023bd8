import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import { buildApp } from './app.ts'
import { loadAssets } from './assets.ts'
import type { Book } from './book/book.ts'
import { Feed } from './book/feed/feed.ts'
import { Reader } from './book/reader/reader.ts'
import { openBook } from './book/stores/open.ts'
import type { Configuration } from './configuration/configuration.ts'
import type { Limits } from './limits/limits.ts'
import { LiveStreams } from './live/live-streams.ts'
import { Metrics } from './operations/metrics.ts'
import type { Tracing } from './operations/tracing/tracing.ts'

export interface Guestbook {
  readonly app: FastifyInstance
  readonly book: Book
  readonly feed: Feed
  readonly streams: LiveStreams
  readonly metrics: Metrics
  readonly isDraining: boolean
  /** From then on /readyz says "not ready", and every answer closes its connection. */
  drain(): void
  /** Ends the streams and the application, then closes the book. */
  close(): Promise<void>
}

interface GuestbookOptions {
  /** The folder with package.json and dist/. */
  readonly root: string
  readonly limits: Limits
  readonly log: Logger
  readonly tracing?: Tracing | undefined
}

/** Opens the configured book and builds what serves it. Throws if the built files or the book cannot be used, and leaves nothing open. */
export async function buildGuestbook(
  configuration: Configuration,
  { root, limits, log, tracing }: GuestbookOptions,
): Promise<Guestbook> {
  const assetsDirectory = join(root, 'dist/web')
  const assets = loadAssets(assetsDirectory)
  await using opened = new AsyncDisposableStack()
  const book = await openBook(configuration, log)
  opened.defer(() => book.close())
  const feed = new Feed(book)
  opened.defer(() => feed.close())
  feed.on('reload', () =>
    log.warn('the book was emptied, restored or replaced, or a failover changed its last entries: pages start over'),
  )
  const reader = new Reader(book, feed)
  const streams = new LiveStreams(feed, limits)
  opened.defer(() => streams.close())
  const metrics = new Metrics({ book, feed, reader, streams })
  let isDraining = false
  const app = await buildApp({
    configuration,
    version: readVersion(root),
    limits,
    log,
    book,
    feed,
    reader,
    streams,
    metrics,
    tracing,
    assets,
    assetsDirectory,
    isDraining: () => isDraining,
  })
  opened.defer(() => app.close())
  const everything = opened.move()
  return {
    app,
    book,
    feed,
    streams,
    metrics,
    get isDraining() {
      return isDraining
    },
    drain() {
      isDraining = true
    },
    close: () => everything.disposeAsync(),
  }
}

function readVersion(root: string): string {
  return (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version
}
