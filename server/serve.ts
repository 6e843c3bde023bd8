import { setTimeout as pause } from 'node:timers/promises'
import closeWithGrace from 'close-with-grace'
import { type Logger, pino } from 'pino'
import type { Configuration } from './configuration/configuration.ts'
import { buildGuestbook, type Guestbook } from './guestbook.ts'
import { readAllotment } from './limits/allotment.ts'
import { limitsFor } from './limits/limits.ts'
import { type Listening, listen } from './listen.ts'
import { logWarningsOnce } from './operations/console-warnings.ts'
import { openLogOutput } from './operations/log-output.ts'
import { buildMetricsServer } from './operations/metrics-server.ts'
import type { Tracing } from './operations/tracing/tracing.ts'

/** Waited for before listening, so that a book that opens slowly is not reported as unreachable. */
const OPENING_TIME_MS = 1000

/** How long the end may take after the drain delay. */
const END_LIMIT_MS = 8000

/** Serves the book until the process is asked to end. `root` has package.json and dist/. Throws if book, files or port are unusable. */
export async function serve(configuration: Configuration, root: string): Promise<void> {
  const output = openLogOutput(process.stdout)
  const log = pino({ level: configuration.logLevel, base: null, timestamp: pino.stdTimeFunctions.isoTime }, output)
  console.warn = logWarningsOnce(log)
  const tracing = await startTracing(configuration, log)
  const guestbook = await buildGuestbook(configuration, { root, limits: limitsFor(readAllotment()), log, tracing })
  const metricsServer = buildMetricsServer(guestbook.metrics, log)
  let listening: Listening | undefined

  closeWithGrace({ delay: configuration.drainDelay + END_LIMIT_MS, logger: log }, async ({ signal, err }) => {
    if (err) log.fatal({ err }, 'uncaught error')
    log.info({ signal, drainDelay: configuration.drainDelay }, 'ending')
    guestbook.drain()
    if (!err) await pause(configuration.drainDelay)
    guestbook.streams.close()
    await (listening?.close() ?? guestbook.app.close())
    await metricsServer.close()
    await guestbook.close()
    await tracing?.close()
    log.info('ended')
    await output.flush()
  })

  // First, so that a process that answers can also be watched.
  await metricsServer.listen({
    host: configuration.host,
    port: configuration.metricsPort,
    listenTextResolver: (address) => `serving metrics at ${address}/metrics`,
  })
  await untilOpen(guestbook)
  if (guestbook.isDraining) return
  listening = await listen(guestbook.app, configuration)
  log.info({ host: configuration.host, port: listening.port }, 'listening')
  // Tells the port to a parent process, such as `npm start`, which may be gone.
  process.send?.({ port: listening.port }, undefined, undefined, () => {})
}

async function startTracing({ tracing }: Configuration, log: Logger): Promise<Tracing | undefined> {
  if (tracing === undefined) return undefined
  return (await import('./operations/tracing/tracing.ts')).startTracing(tracing, log)
}

async function untilOpen({ book, feed }: Guestbook): Promise<void> {
  const deadline = performance.now() + OPENING_TIME_MS
  const isOpen = () => feed.state && book.health().readable && book.health().writable
  while (!isOpen() && performance.now() < deadline) await pause(5)
}
