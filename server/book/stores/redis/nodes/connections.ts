import { type CommonRedisOptions, Redis } from 'ioredis'
import type { Logger } from 'pino'
import type { RedisLocation } from '../../../../configuration/redis-location.ts'
import { defineReads } from '../reading.ts'
import { frontEndOptions, type NodeRole, placeOptions } from './connection-options.ts'
import { watchConnection } from './connection-watch.ts'
import { surviveLateTlsErrors } from './late-tls-errors.ts'
import type { Problems } from './problems.ts'
import { SentinelWatch } from './sentinel-watch.ts'
import { patience, SHORT_RETRY_PAUSE_MS, SHORTEST_PATIENCE_MS } from './timeouts.ts'

/** How long a blocking read waits for news. */
export const BLOCK_TIME_MS = 500

/** The purpose of the connection that pages are read by. */
export const READING_REPLICA = 'replica, reading'

const LONGEST_RETRY_PAUSE_MS = 250

/** A process's connections. Each purpose has its own, because XREAD BLOCK and WAIT delay later commands. */
export interface Connections {
  readonly writer: Redis
  readonly master: Redis
  readonly replica: Redis
  /** Opens connections for one follower, since blocking reads would also delay each other. */
  openFollower(): FollowerConnections
  close(): void
}

interface FollowerConnections {
  readonly master: Redis
  readonly replica: Redis
  close(): void
}

interface ConnectOptions {
  /** How long a write may take, in milliseconds. Other timeouts are derived from it. */
  readonly writeTimeout: number
  readonly problems: Problems
  readonly log: Logger
}

/** Connects to all nodes and stays connected. Waits for missing nodes, and logs that once. */
export function connect(location: RedisLocation, { writeTimeout, problems, log }: ConnectOptions): Connections {
  const longest = patience(Number.POSITIVE_INFINITY, writeTimeout)
  const open = (
    role: NodeRole,
    purpose: string,
    { timeouts, retryPause = LONGEST_RETRY_PAUSE_MS }: Opening,
    end: AbortSignal,
  ) => {
    const address = location[role]
    const connection = new Redis({
      ...frontEndOptions({ longest, retryPause }),
      ...placeOptions(address, { role, longest, correct: (named) => watch?.correct(named) }),
    })
    const ready = (handshake: number) => Object.assign(connection.options, timeouts(patience(handshake, writeTimeout)))
    defineReads(connection)
    watchConnection(connection, { address, purpose, ready, log: log.child({ redis: purpose }), problems })
    keepTrying(connection, { pause: retryPause, end })
    return connection
  }
  const reading: Opening = { timeouts: (silence) => ({ commandTimeout: silence, socketTimeout: silence }) }
  const following: Opening = {
    timeouts: (silence) => ({ commandTimeout: BLOCK_TIME_MS + silence, socketTimeout: BLOCK_TIME_MS + silence }),
  }
  const writing: Opening = {
    timeouts: () => ({ commandTimeout: writeTimeout, socketTimeout: writeTimeout + SHORTEST_PATIENCE_MS }),
  }
  let watch: SentinelWatch | undefined
  return openTogether((end) => {
    if (location.master.tls || location.replica.tls) surviveLateTlsErrors(end)
    const writer = open('master', 'master, writing', writing, end)
    const master = open('master', 'master, reading', { ...reading, retryPause: SHORT_RETRY_PAUSE_MS }, end)
    const replica = open('replica', READING_REPLICA, reading, end)
    const openFollower = () =>
      openTogether((end) => ({
        master: open('master', 'master, following', following, end),
        replica: open('replica', 'replica, following', following, end),
      }))
    // The other connections follow once these two have found the new master.
    const changed = () => {
      for (const connection of [writer, master]) connection.disconnect(true)
    }
    if (location.master.sentinels) watch = new SentinelWatch(location.master, { changed, end })
    return { writer, master, replica, openFollower }
  })
}

function openTogether<Opened extends object>(open: (end: AbortSignal) => Opened): Opened & { close(): void } {
  const closing = new AbortController()
  return { ...open(closing.signal), close: () => closing.abort() }
}

/** ioredis gives up a connection if no sentinel helps, or if it is cut while they are asked. */
function keepTrying(connection: Redis, { pause, end }: { pause: number; end: AbortSignal }): void {
  const again = () => {
    if (!end.aborted) connection.connect().catch(() => {})
  }
  connection.on('end', () => {
    if (!end.aborted) setTimeout(again, pause).unref()
  })
  end.addEventListener('abort', () => connection.disconnect(), { once: true })
}

/** Of a command, and of silence during one. */
type Timeouts = Required<Pick<CommonRedisOptions, 'commandTimeout' | 'socketTimeout'>>

interface Opening {
  readonly timeouts: (silence: number) => Timeouts
  readonly retryPause?: number
}
