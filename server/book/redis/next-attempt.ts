import { once } from 'node:events'
import type { Redis } from 'ioredis'

/** How long to wait for an attempt to connect, in milliseconds: to a node that is gone without a word it may take longer. */
const LONGEST_ATTEMPT = 500

/** The next attempt of each connection, which all who ask for it share. */
const attempts = new WeakMap<Redis, Promise<void>>()

/**
 * Resolves once a connection can be used, and at the latest once its next attempt to connect has failed: what is known of a node that
 * could not be reached may be some time ago. It never rejects; the connection's status tells.
 */
export function untilReady(connection: Redis): Promise<void> | void {
  if (connection.status === 'ready' || connection.status === 'end') return
  const known = attempts.get(connection)
  if (known) return known
  const attempt = nextAttempt(connection).finally(() => attempts.delete(connection))
  attempts.set(connection, attempt)
  return attempt
}

async function nextAttempt(connection: Redis): Promise<void> {
  const limit = AbortSignal.timeout(LONGEST_ATTEMPT)
  const ended = new AbortController()
  const signal = AbortSignal.any([limit, ended.signal])
  const ready = once(connection, 'ready', { signal })
  // An attempt that is under way may have begun before the node was there: the one after it counts.
  const failed = once(connection, 'connecting', { signal }).then(() => once(connection, 'close', { signal }))
  await Promise.race([ready, failed]).catch(() => undefined)
  ended.abort()
  await Promise.allSettled([ready, failed])
}
