import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { pino } from 'pino'
import { readConfiguration } from '../../server/configuration/configuration.ts'
import { buildGuestbook, type Guestbook } from '../../server/guestbook.ts'
import { type Limits, limitsFor } from '../../server/limits/limits.ts'
import { eventually } from './eventually.ts'
import type { RedisNode } from './redis.ts'

/** The guestbook within the test's own process, asked with `app.inject`. Ended by `await using`. */
export type TestApp = Guestbook & AsyncDisposable

/**
 * Starts the application with a real book: on Redis if `environment` says so, otherwise in a temporary folder.
 * There are no limits on posts and no first entry unless `environment` sets them.
 * @param options.limits Differences to the usual limits.
 * @param options.untilReady False resolves at once, even if the book cannot be reached.
 */
export async function startApp(
  environment: Readonly<Record<string, string>> = {},
  { untilReady = true, limits: changed = {} }: { untilReady?: boolean; limits?: Partial<Limits> } = {},
): Promise<TestApp> {
  await using resources = new AsyncDisposableStack()
  const folder = await mkdtemp(join(tmpdir(), 'guestbook-app-'))
  resources.defer(() => rm(folder, { recursive: true }))
  const configuration = readConfiguration({
    RATE_LIMIT: '0',
    BOOK_LIMIT: '0',
    HOLD_ABOVE: '0',
    SEED_MESSAGE: '',
    LOG_LEVEL: 'silent',
    DATA_DIR: folder,
    ...environment,
  })
  const log = pino({ level: configuration.logLevel })
  const limits = { ...limitsFor({ openFiles: 20_000, memoryBytes: 512 * 1024 * 1024 }), ...changed }
  const guestbook = await buildGuestbook(configuration, { root: ROOT, limits, log })
  resources.defer(() => guestbook.close())
  if (untilReady) await isReady(guestbook)
  const started = resources.move()
  return Object.assign(guestbook, { [Symbol.asyncDispose]: () => started.disposeAsync() })
}

/** Resolves when the book can be read and written. */
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

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
