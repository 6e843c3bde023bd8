import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import closeWithGrace from 'close-with-grace'
import { pino } from 'pino'
import { buildApp } from './app.ts'
import { loadAssets } from './assets.ts'
import { Feed } from './book/feed.ts'
import { openBook } from './book/open.ts'
import { Reader } from './book/reader.ts'
import type { Configuration } from './configuration/configuration.ts'
import { type Listening, listen } from './listen.ts'
import { LiveStreams } from './live/live-streams.ts'
import { Metrics } from './metrics.ts'
import { buildMetricsServer } from './metrics-server.ts'

/** How long the process may take to end, in milliseconds, beyond its drain delay. */
const END_LIMIT = 8000

/**
 * Serves the book until the process is asked to end. Throws where the book, the built files or a port cannot be used.
 * @param root the folder that has package.json and dist/
 */
export async function serve(configuration: Configuration, root: string): Promise<void> {
  const log = pino({ level: configuration.logLevel, base: null, timestamp: pino.stdTimeFunctions.isoTime })
  const assetsDirectory = join(root, 'dist/web')
  const assets = loadAssets(assetsDirectory)
  const book = openBook(configuration, log)
  const feed = new Feed(book)
  const reader = new Reader(book, feed)
  const streams = new LiveStreams(feed)
  const metrics = new Metrics({ book, feed, reader, streams })
  let isDraining = false
  let listening: Listening | undefined

  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
  const dependencies = { configuration, version, book, feed, reader, streams, metrics, assets, assetsDirectory, log }
  const app = await buildApp({ ...dependencies, isDraining: () => isDraining })
  const metricsServer = buildMetricsServer(metrics, log)

  closeWithGrace({ delay: configuration.drainDelay + END_LIMIT, logger: log }, async ({ signal, err }) => {
    if (err) log.fatal({ err }, 'an error that nobody caught')
    log.info({ signal, drainDelay: configuration.drainDelay }, 'ending')
    isDraining = true
    if (!err) await pause(configuration.drainDelay)
    streams.close()
    await (listening?.close() ?? app.close())
    await metricsServer.close()
    await feed.close()
    await book.close()
    log.info('ended')
  })

  // First, so that a process that answers can be watched, and one whose port is taken never begins to answer.
  await metricsServer.listen({ host: configuration.host, port: configuration.metricsPort })
  listening = await listen(app, configuration)
  log.info({ host: configuration.host, port: listening.port }, 'listening')
}
