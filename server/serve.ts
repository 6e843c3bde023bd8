import { setTimeout as pause } from 'node:timers/promises'
import closeWithGrace from 'close-with-grace'
import { pino } from 'pino'
import type { Configuration } from './configuration/configuration.ts'
import { buildGuestbook, type Guestbook } from './guestbook.ts'
import { readAllotment } from './limits/allotment.ts'
import { limitsFor } from './limits/limits.ts'
import { type Listening, listen } from './listen.ts'
import { openLogOutput } from './operations/log-output.ts'
import { buildMetricsServer } from './operations/metrics-server.ts'

/** For how long a start waits for the book, in milliseconds: nobody is told that it cannot be reached while it is about to be. */
const OPENING_TIME = 1000

/** How long the process may take to end, in milliseconds, beyond its drain delay. */
const END_LIMIT = 8000

/**
 * Serves the book until the process is asked to end. Throws where the book, the built files or a port cannot be used.
 * @param root the folder that has package.json and dist/
 */
export async function serve(configuration: Configuration, root: string): Promise<void> {
  const output = openLogOutput(process.stdout)
  const log = pino({ level: configuration.logLevel, base: null, timestamp: pino.stdTimeFunctions.isoTime }, output)
  const guestbook = await buildGuestbook(configuration, { root, limits: limitsFor(readAllotment()), log })
  const metricsServer = buildMetricsServer(guestbook.metrics, log)
  let listening: Listening | undefined

  closeWithGrace({ delay: configuration.drainDelay + END_LIMIT, logger: log }, async ({ signal, err }) => {
    if (err) log.fatal({ err }, 'an error that nobody caught')
    log.info({ signal, drainDelay: configuration.drainDelay }, 'ending')
    guestbook.drain()
    if (!err) await pause(configuration.drainDelay)
    guestbook.streams.close()
    await (listening?.close() ?? guestbook.app.close())
    await metricsServer.close()
    await guestbook.close()
    log.info('ended')
    await output.flush()
  })

  // First, so that a process that answers can be watched, and one whose port is taken never begins to answer.
  await metricsServer.listen({
    host: configuration.host,
    port: configuration.metricsPort,
    listenTextResolver: (address) => `serving metrics at ${address}/metrics`,
  })
  await opened(guestbook)
  if (guestbook.isDraining) return
  listening = await listen(guestbook.app, configuration)
  log.info({ host: configuration.host, port: listening.port }, 'listening')
  // If a parent process has a channel to this one, as `npm start` does, it learns where the book is. It may be gone by now.
  process.send?.({ port: listening.port }, undefined, undefined, () => {})
}

/** Resolves once the book can be read and written, or after the time that a start waits for it. */
async function opened({ book, feed }: Guestbook): Promise<void> {
  const deadline = performance.now() + OPENING_TIME
  const isOpen = () => feed.state && book.health().readable && book.health().writable
  while (!isOpen() && performance.now() < deadline) await pause(5)
}
