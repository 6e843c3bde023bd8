import { type CommonRedisOptions, Redis, type RedisOptions } from 'ioredis'
import type { Logger } from 'pino'
import type { RedisAddress, RedisLocation } from '../../../configuration/redis-location.ts'
import { watchConnection } from './connection-watch.ts'
import type { Problems } from './problems.ts'
import { defineReads } from './reading.ts'
import { patience, SHORTEST_PATIENCE } from './timeouts.ts'

/** For how long a blocking read waits for news, in milliseconds. */
export const BLOCK_TIME = 500

/** The longest pause between two attempts to connect, in milliseconds. */
const RETRY_PAUSE = 250

/** The same for the connection that tells whether the master is back: who asks for what is not here waits for its next attempt. */
const SHORT_RETRY_PAUSE = 100

/** One process's connections. Reading, following and writing are apart, since XREAD BLOCK and WAIT hold up what is sent after them. */
export interface Connections {
  readonly writer: Redis
  readonly master: Redis
  readonly replica: Redis
  /** Opens connections for one who follows the log: their blocking reads would hold up each other, too. */
  openFollower(): FollowerConnections
  close(): void
}

export interface FollowerConnections {
  readonly master: Redis
  readonly replica: Redis
  close(): void
}

export interface ConnectOptions {
  /** How long a write may take, in milliseconds; how long anything else may take is derived from it. */
  readonly writeTimeout: number
  readonly problems: Problems
  readonly log: Logger
}

/** Connects to all nodes and stays connected; a node that is not there yet is waited for, and the log says so once. */
export function connect(location: RedisLocation, { writeTimeout, problems, log }: ConnectOptions): Connections {
  const { master, replica } = location
  const longest = patience(Number.POSITIVE_INFINITY, writeTimeout)
  const open = (address: RedisAddress, role: string, { timeouts, retryPause = RETRY_PAUSE }: Opening) => {
    const connection = new Redis(connectionOptions(address, { longest, retryPause }))
    const ready = (handshake: number) => Object.assign(connection.options, timeouts(patience(handshake, writeTimeout)))
    defineReads(connection)
    watchConnection(connection, { address, role, ready, log: log.child({ redis: role }), problems })
    return connection
  }
  const reading: Opening = { timeouts: (silence) => ({ commandTimeout: silence, socketTimeout: silence }) }
  const following: Opening = {
    timeouts: (silence) => ({ commandTimeout: BLOCK_TIME + silence, socketTimeout: BLOCK_TIME + silence }),
  }
  const writing: Opening = {
    timeouts: () => ({ commandTimeout: writeTimeout, socketTimeout: writeTimeout + SHORTEST_PATIENCE }),
  }
  return closeTogether({
    writer: open(master, 'master, writing', writing),
    master: open(master, 'master, reading', { ...reading, retryPause: SHORT_RETRY_PAUSE }),
    replica: open(replica, 'replica, reading', reading),
    openFollower: () =>
      closeTogether({
        master: open(master, 'master, following', following),
        replica: open(replica, 'replica, following', following),
      }),
  })
}

function closeTogether<Opened extends object>(opened: Opened): Opened & { close(): void } {
  const close = () => {
    for (const connection of Object.values(opened)) if (connection instanceof Redis) connection.disconnect()
  }
  return { ...opened, close }
}

/** How long to wait for a command, and for any byte at all while a command is under way, in milliseconds. */
type Timeouts = Required<Pick<CommonRedisOptions, 'commandTimeout' | 'socketTimeout'>>

interface Opening {
  /** From how long a node may be silent, in milliseconds. */
  readonly timeouts: (silence: number) => Timeouts
  readonly retryPause?: number
}

function connectionOptions(address: RedisAddress, { longest, retryPause }: { longest: number; retryPause: number }) {
  const [host] = address.hosts
  return {
    host,
    port: address.port,
    db: address.database,
    ...(address.username === undefined ? {} : { username: address.username }),
    ...(address.password === undefined ? {} : { password: address.password }),
    ...(address.tls ? { tls: { servername: host } } : {}),
    // Until it is known how far the node is.
    commandTimeout: longest,
    socketTimeout: longest,
    protocol: 2 as const,
    connectionName: 'guestbook',
    disableClientInfo: true,
    // A node that is silent does not say goodbye either.
    disconnectTimeout: 100,
    connectTimeout: Math.max(1000, longest),
    // Nothing is sent later than it was asked for, and nothing twice: a write that was cut off is resolved by its key, not by sending it again.
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    retryStrategy: (attempts: number) => Math.min(attempts * 50, retryPause),
    // A master that was made a replica: its address may lead to the new master by now.
    reconnectOnError: (error: Error) => error.message.startsWith('READONLY'),
    // A node that is reading its data guesses how long that will take, at least a second; it is asked more often.
    maxLoadingRetryTime: 100,
  } satisfies RedisOptions
}
