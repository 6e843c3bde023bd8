import { readSentinels, type SentinelGroup } from './redis-sentinels.ts'
import { type RedisTls, readRedisTls } from './redis-tls.ts'
import { DEFAULT_PORT, parseRedisUrl } from './redis-url.ts'
import { type EnvironmentReader, VARIABLES, type VariableName } from './variables.ts'

/** How to reach a Redis node, and which variables said so. */
export type RedisAddress = FixedAddress | NamedAddress

export interface FixedAddress extends RedisAccess {
  /** A second one if a Service may have an older name. */
  readonly hosts: readonly [string, ...string[]]
  readonly port: number
  readonly sentinels?: undefined
}

/** Sentinels name the node, which changes with a failover. */
export interface NamedAddress extends RedisAccess {
  readonly sentinels: SentinelGroup
  readonly hosts?: undefined
}

export interface RedisAccess {
  readonly username?: string | undefined
  readonly password?: string | undefined
  readonly database: number
  readonly tls: RedisTls | false
  readonly foundBy: string
  /** The variables that hold the password and the database number, if `foundBy` does not. */
  readonly passwordBy?: VariableName
  readonly databaseBy?: VariableName
}

export interface RedisLocation {
  readonly kind: 'redis'
  readonly master: RedisAddress
  /** The master if there are no replicas. */
  readonly replica: RedisAddress
}

/** Finds the Redis nodes; undefined if neither sentinels nor URLs nor `GET_HOSTS_FROM` are set. */
export function readRedisLocation(environment: EnvironmentReader): RedisLocation | undefined {
  const masterUrl = environment.secret('REDIS_MASTER_URL')
  const replicaUrl = environment.secret('REDIS_REPLICA_URL')
  const getHostsFrom = environment.oneOf('GET_HOSTS_FROM', ['env', 'dns'])
  const sentinels = readSentinels(environment)
  const shared = readShared(environment)
  if (sentinels) {
    if (masterUrl !== undefined || replicaUrl !== undefined)
      environment.problems.push('REDIS_SENTINELS must not be set together with REDIS_MASTER_URL or REDIS_REPLICA_URL')
    const address = { ...shared, sentinels, foundBy: 'REDIS_SENTINELS' }
    return { kind: 'redis', master: address, replica: address }
  }
  if (masterUrl !== undefined) {
    const master = fromUrl(environment, 'REDIS_MASTER_URL', { text: masterUrl, shared })
    const replica =
      replicaUrl === undefined ? master : fromUrl(environment, 'REDIS_REPLICA_URL', { text: replicaUrl, shared })
    return { kind: 'redis', master, replica }
  }
  if (replicaUrl !== undefined) {
    environment.problems.push('REDIS_MASTER_URL must be set if REDIS_REPLICA_URL is: entries are written to the master')
    parseRedisUrl(environment, 'REDIS_REPLICA_URL', replicaUrl)
  }
  if (getHostsFrom === 'env') return fromServiceVariables(environment, shared)
  if (getHostsFrom === 'dns') return fromDns(shared)
  refuseAccessToNothing(environment)
  return undefined
}

/** Where a node is, in one phrase, for messages to the owner. */
export function placeOf(address: RedisAddress): string {
  if (address.sentinels) return `the master that the sentinels call "${address.sentinels.masterName}"`
  return `${address.hosts[0]}:${address.port}`
}

/** Says how to reach Redis, but not where it is: the book would quietly be kept without it. */
function refuseAccessToNothing(environment: EnvironmentReader): void {
  const somethingIsWrongAlready = environment.problems.length > 0
  const set = ACCESS.find((name) => !['', '0', 'false'].includes(environment.text(name)?.toLowerCase() ?? ''))
  if (set === undefined || somethingIsWrongAlready) return
  environment.problems.push(
    `REDIS_MASTER_URL, REDIS_SENTINELS or GET_HOSTS_FROM must be set if ${set} is: otherwise the book is kept without Redis`,
  )
}

/** All but those that say where Redis is. */
const ACCESS = VARIABLES.filter((name) => /^REDIS_(?!MASTER|REPLICA|SLAVE|SENTINELS$)/.test(name))

type Shared = Omit<RedisAccess, 'foundBy'>

/** What holds for all nodes, unless a URL says otherwise. */
function readShared(environment: EnvironmentReader): Shared {
  const username = environment.text('REDIS_USERNAME')
  const password = environment.secret('REDIS_PASSWORD')
  return {
    ...(username ? { username } : {}),
    ...(password ? { password } : {}),
    database: environment.wholeNumber('REDIS_DATABASE', 0, { from: 0, to: 99_999 }),
    tls: readRedisTls(environment),
    passwordBy: 'REDIS_PASSWORD',
    databaseBy: 'REDIS_DATABASE',
  }
}

function fromUrl(
  environment: EnvironmentReader,
  name: 'REDIS_MASTER_URL' | 'REDIS_REPLICA_URL',
  { text, shared }: { text: string; shared: Shared },
): RedisAddress {
  const { host, port, tls, database, ...credentials } = parseRedisUrl(environment, name, text)
  if (!tls && shared.tls) {
    environment.problems.push(
      `${name} must begin with rediss:// if REDIS_TLS, REDIS_TLS_CA or REDIS_TLS_CERT is set: redis:// is not encrypted`,
    )
  }
  const { passwordBy, databaseBy, ...common } = shared
  return {
    hosts: [host],
    port,
    ...common,
    ...credentials,
    database: database ?? shared.database,
    tls: tls && (shared.tls || {}),
    foundBy: name,
    ...(credentials.password === undefined && shared.password !== undefined ? { passwordBy } : {}),
    ...(database === undefined && shared.database > 0 ? { databaseBy } : {}),
  }
}

function fromDns(shared: Shared): RedisLocation {
  const common = { ...shared, port: DEFAULT_PORT, foundBy: 'GET_HOSTS_FROM=dns' }
  return {
    kind: 'redis',
    master: { ...common, hosts: ['redis-master'] },
    replica: { ...common, hosts: ['redis-replica', 'redis-slave'] },
  }
}

/** https://kubernetes.io/docs/concepts/services-networking/service/#environment-variables */
function fromServiceVariables(environment: EnvironmentReader, shared: Shared): RedisLocation {
  const replica =
    environment.text('REDIS_REPLICA_SERVICE_HOST') === undefined &&
    environment.text('REDIS_SLAVE_SERVICE_HOST') !== undefined
      ? 'REDIS_SLAVE'
      : 'REDIS_REPLICA'
  return {
    kind: 'redis',
    master: serviceAddress(environment, 'REDIS_MASTER', shared),
    replica: serviceAddress(environment, replica, shared),
  }
}

function serviceAddress(
  environment: EnvironmentReader,
  service: 'REDIS_MASTER' | 'REDIS_REPLICA' | 'REDIS_SLAVE',
  shared: Shared,
): RedisAddress {
  const host = environment.text(`${service}_SERVICE_HOST`)
  if (host === undefined) {
    environment.problems.push(
      `${service}_SERVICE_HOST must be set if GET_HOSTS_FROM is "env", but is not: Kubernetes sets it only in pods that are created after the Service (GET_HOSTS_FROM=dns does not need it)`,
    )
  }
  return {
    ...shared,
    hosts: [host ?? ''],
    port: environment.wholeNumber(`${service}_SERVICE_PORT`, DEFAULT_PORT, { from: 1, to: 65535 }),
    foundBy: `${service}_SERVICE_HOST`,
  }
}
