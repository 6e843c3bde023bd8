import { type CommonRedisOptions, Redis, type RedisOptions } from 'ioredis'
import type { Logger } from 'pino'
import type { RedisAddress, RedisLocation } from '../../configuration/redis-location.ts'
import { defineReads } from './reading.ts'

/** For how long a blocking read waits for news, in milliseconds. */
export const BLOCK_TIME = 500

/** After this long without a byte of an answer, a node counts as gone, in milliseconds. */
const SILENCE = 750

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

/** Connects to all nodes and stays connected; a node that is not there yet is waited for, and the log says so once. */
export function connect(location: RedisLocation, options: { writeTimeout: number; log: Logger }): Connections {
  const { master, replica } = location
  const open = (address: RedisAddress, role: string, timeouts: Timeouts) => {
    const connection = new Redis(connectionOptions(address, timeouts))
    defineReads(connection)
    reportState(connection, address, options.log.child({ redis: role }))
    return connection
  }
  const reading = { commandTimeout: SILENCE, socketTimeout: SILENCE }
  const following = { commandTimeout: BLOCK_TIME + SILENCE, socketTimeout: BLOCK_TIME + SILENCE }
  const writing = { commandTimeout: options.writeTimeout, socketTimeout: options.writeTimeout + SILENCE }
  return closeTogether({
    writer: open(master, 'master, writing', writing),
    master: open(master, 'master, reading', reading),
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

function connectionOptions(address: RedisAddress, timeouts: Timeouts) {
  const [host] = address.hosts
  return {
    host,
    port: address.port,
    db: address.database,
    ...(address.username === undefined ? {} : { username: address.username }),
    ...(address.password === undefined ? {} : { password: address.password }),
    ...(address.tls ? { tls: { servername: host } } : {}),
    ...timeouts,
    protocol: 2 as const,
    connectionName: 'guestbook',
    disableClientInfo: true,
    connectTimeout: 1000,
    // Nothing is sent later than it was asked for, and nothing twice: a write that was cut off is resolved by its key, not by sending it again.
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    retryStrategy: (attempts: number) => Math.min(attempts * 50, 500),
    // A node that is reading its data guesses how long that will take, at least a second; it is asked more often.
    maxLoadingRetryTime: 100,
  } satisfies RedisOptions
}

/** Logs the beginning and the end of each outage, not every attempt in between; and tries a node's other names. */
function reportState(connection: Redis, address: RedisAddress, log: Logger): void {
  const where = { hosts: address.hosts, port: address.port, foundBy: address.foundBy }
  let failures = 0
  connection.on('error', (error: Error) => {
    if (failures++ === 0) log.warn({ ...where, reason: describe(error) }, 'waiting for Redis')
    connection.options.host = address.hosts[failures % address.hosts.length] ?? address.hosts[0]
  })
  connection.on('ready', () => {
    log.info({ ...where, host: connection.options.host, failures }, 'connected to Redis')
    failures = 0
  })
}

/** An AggregateError (several addresses for one name) has an empty message of its own. */
function describe(error: Error & { code?: string }): string {
  return error.message || error.code || error.name
}
