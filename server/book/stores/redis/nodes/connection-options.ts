import type { RedisOptions } from 'ioredis'
import type { RedisAddress } from '../../../../configuration/redis-location.ts'
import { preferLinked } from './preferred-replica.ts'
import type { SentinelWatch } from './sentinel-watch.ts'

/** What a connection leads to. */
export type NodeRole = 'master' | 'replica'

/** Where a node is and how to get in, by its host or by sentinels. `longest`: the longest patience, in milliseconds. */
export function placeOptions(
  address: RedisAddress,
  { role, longest, correct }: { role: NodeRole; longest: number; correct: SentinelWatch['correct'] },
) {
  const access = {
    db: address.database,
    ...(address.username === undefined ? {} : { username: address.username }),
    ...(address.password === undefined ? {} : { password: address.password }),
    ...(address.tls ? { tls: { ...address.tls } } : {}),
  }
  if (!address.sentinels) return { ...access, host: address.hosts[0], port: address.port } satisfies RedisOptions
  const { masterName, sentinels, username, password } = address.sentinels
  return {
    ...access,
    sentinels: [...sentinels],
    name: masterName,
    ...(role === 'master'
      ? { role: 'master' as const, natMap: (named: string) => correct(named) ?? null }
      : { role: 'slave' as const, preferredSlaves: preferLinked }),
    ...(username === undefined ? {} : { sentinelUsername: username }),
    ...(password === undefined ? {} : { sentinelPassword: password }),
    ...(address.tls ? { sentinelTLS: { ...address.tls }, enableTLSForSentinelMode: true } : {}),
    sentinelCommandTimeout: Math.max(1000, longest),
    sentinelRetryStrategy: () => null,
  } satisfies RedisOptions
}

/** For all connections of a front end. Times are in milliseconds. */
export function frontEndOptions({ longest, retryPause }: { longest: number; retryPause: number }) {
  return {
    // Used until the distance to the node is known.
    commandTimeout: longest,
    socketTimeout: longest,
    protocol: 2 as const,
    connectionName: 'guestbook',
    disableClientInfo: true,
    disconnectTimeout: 100,
    connectTimeout: Math.max(1000, longest),
    // Nothing is sent late or twice: a write that was cut off is resolved by its key, not sent again.
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    retryStrategy: (attempts: number) => Math.min(attempts * 50, retryPause),
    // The master became a replica; its address may lead to the new master by now.
    reconnectOnError: (error: Error) => error.message.startsWith('READONLY'),
    // Instead of a loading node's own estimate of at least a second.
    maxLoadingRetryTime: 100,
  } satisfies RedisOptions
}
