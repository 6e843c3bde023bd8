import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import type { RedisAddress } from '../../../../configuration/redis-location.ts'
import { describeFailure, explainUnusable } from './explain-unreachable.ts'
import type { Problems } from './problems.ts'

interface ConnectionWatchOptions {
  readonly address: RedisAddress
  /** Such as 'master, writing', for the log and for problems. */
  readonly purpose: string
  readonly ready: (handshakeMs: number) => void
  readonly log: Logger
  readonly problems: Problems
}

/** Logs the start and end of each outage, and tries the node's other names. A node that refuses the connection is reported as a problem. */
export function watchConnection(
  connection: Redis,
  { address, purpose, ready, log, problems }: ConnectionWatchOptions,
): void {
  const where = describePlace(address)
  let failures = 0
  let isWaiting = false
  let isFirstOfAttempt = true
  let ofSentinels: Error[] = []
  let connectedAt = 0
  connection.on('connecting', () => {
    isFirstOfAttempt = true
    ofSentinels = []
  })
  connection.on('sentinelError', (error: Error) => ofSentinels.push(error))
  connection.on('connect', () => {
    connectedAt = performance.now()
  })
  connection.on('error', (error: Error) => {
    const isNew = connection.status === 'connect'
    // After a failed SELECT, ioredis would continue on database 0.
    if (isNew) connection.disconnect(true)
    // Later errors only follow from the first.
    if (!isFirstOfAttempt) return
    isFirstOfAttempt = false
    if (isNobodyAsked(error, ofSentinels)) return
    const problem = explainUnusable({ error, ofSentinels, isNew }, address)
    problems.report(purpose, problem === undefined ? [] : [problem])
    if (problem === undefined && !isWaiting) {
      log.warn({ ...where, reason: describeFailure(error, address) }, 'waiting for Redis')
      isWaiting = true
    }
    failures += 1
    if (address.hosts) connection.options.host = address.hosts[failures % address.hosts.length] ?? address.hosts[0]
  })
  connection.on('ready', () => {
    ready(performance.now() - connectedAt)
    const { remoteAddress: host, remotePort: port } = connection.stream
    log.info(
      { ...where, ...(address.hosts ? { host: connection.options.host } : { host, port }), failures },
      'connected to Redis',
    )
    failures = 0
    isWaiting = false
    problems.report(purpose, [])
  })
}

function describePlace(address: RedisAddress): object {
  const { foundBy } = address
  if (!address.sentinels) return { hosts: address.hosts, port: address.port, foundBy }
  const { sentinels, masterName } = address.sentinels
  return { sentinels: sentinels.map(({ host, port }) => `${host}:${port}`), masterName, foundBy }
}

/** ioredis also fails if an earlier attempt ended with the last sentinel of its list. The next attempt starts with the first. */
function isNobodyAsked(error: Error, ofSentinels: readonly Error[]): boolean {
  return ofSentinels.length === 0 && /^All sentinels are unreachable/.test(error.message)
}
