import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import type { RedisAddress } from '../../../configuration/redis-location.ts'
import { explainRefusal } from './explain-refusal.ts'
import type { Problems } from './problems.ts'
import { isRefusal } from './refusal.ts'

export interface ConnectionWatchOptions {
  readonly address: RedisAddress
  readonly role: string
  /** Gets the time that the node took to answer, in milliseconds. */
  readonly ready: (handshake: number) => void
  readonly log: Logger
  readonly problems: Problems
}

/** Logs the start and end of each outage, and tries the node's other names. A node that refuses the connection is reported as a problem. */
export function watchConnection(
  connection: Redis,
  { address, role, ready, log, problems }: ConnectionWatchOptions,
): void {
  const where = { hosts: address.hosts, port: address.port, foundBy: address.foundBy }
  let failures = 0
  let isWaiting = false
  let isFirstOfAttempt = true
  let connectedAt = 0
  connection.on('connecting', () => {
    isFirstOfAttempt = true
  })
  connection.on('connect', () => {
    connectedAt = performance.now()
  })
  connection.on('error', (error: Error) => {
    // After a failed SELECT, ioredis would continue on database 0.
    if (connection.status === 'connect') connection.disconnect(true)
    // Later errors only follow from the first.
    if (!isFirstOfAttempt) return
    isFirstOfAttempt = false
    problems.report(role, isRefusal(error) ? [explainRefusal(error.message, address)] : [])
    if (!isWaiting && !isRefusal(error)) log.warn({ ...where, reason: describe(error) }, 'waiting for Redis')
    isWaiting = !isRefusal(error)
    failures += 1
    connection.options.host = address.hosts[failures % address.hosts.length] ?? address.hosts[0]
  })
  connection.on('ready', () => {
    ready(performance.now() - connectedAt)
    log.info({ ...where, host: connection.options.host, failures }, 'connected to Redis')
    failures = 0
    isWaiting = false
    problems.report(role, [])
  })
}

/** An AggregateError (several addresses for one name) has an empty message. */
function describe(error: Error & { code?: string }): string {
  return error.message || error.code || error.name
}
