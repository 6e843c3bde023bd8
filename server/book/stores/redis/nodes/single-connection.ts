import { Redis } from 'ioredis'
import { placeOf, type RedisAddress } from '../../../../configuration/redis-location.ts'
import { CannotCopy } from '../../transfer/content.ts'
import { placeOptions } from './connection-options.ts'

const CONNECT_TIMEOUT_MS = 5000

/** For a part of a large book. */
const COMMAND_TIMEOUT_MS = 30_000

/** Connects to a master once, for a command. Throws {@link CannotCopy} if that fails or it is a replica. */
export async function connectOnce(address: RedisAddress): Promise<Redis> {
  const redis = new Redis({
    ...placeOptions(address, { role: 'master', longest: CONNECT_TIMEOUT_MS, correct: () => undefined }),
    protocol: 2,
    connectionName: COMMAND_NAME,
    disableClientInfo: true,
    connectTimeout: CONNECT_TIMEOUT_MS,
    commandTimeout: COMMAND_TIMEOUT_MS,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
    lazyConnect: true,
  })
  let cause: Error | undefined
  redis.on('error', (error: Error) => {
    cause = error
  })
  try {
    await redis.connect()
    const [role] = (await redis.call('ROLE')) as [string]
    if (role !== 'master')
      throw new Error(`it is a replica, which takes no book; ${address.foundBy} must name the master`)
    return redis
  } catch (error) {
    redis.disconnect()
    const reason = (cause ?? (error as Error)).message
    throw new CannotCopy(`Redis on ${placeOf(address)} cannot be used: ${reason}.`, { cause: error })
  }
}

/** Front ends have another name, by which copies find them. */
const COMMAND_NAME = 'guestbook-command'
