import type { EnvironmentReader, VariableName } from './variables.ts'

/** The address of a Redis node and how it was found. */
export interface RedisAddress {
  /** A second one if a Service may have an older name. */
  readonly hosts: readonly [string, ...string[]]
  readonly port: number
  readonly username?: string | undefined
  readonly password?: string | undefined
  readonly database: number
  readonly tls: boolean
  readonly foundBy: string
}

export interface RedisLocation {
  readonly kind: 'redis'
  readonly master: RedisAddress
  /** The master if there are no replicas. */
  readonly replica: RedisAddress
}

const DEFAULT_PORT = 6379

/** Finds the Redis nodes; undefined if neither URLs nor `GET_HOSTS_FROM` are set. */
export function readRedisLocation(environment: EnvironmentReader): RedisLocation | undefined {
  const masterUrl = environment.text('REDIS_MASTER_URL')
  const replicaUrl = environment.text('REDIS_REPLICA_URL')
  const getHostsFrom = environment.oneOf('GET_HOSTS_FROM', ['env', 'dns'])
  if (masterUrl !== undefined) {
    const master = parseRedisUrl(environment, 'REDIS_MASTER_URL', masterUrl)
    const replica = replicaUrl === undefined ? master : parseRedisUrl(environment, 'REDIS_REPLICA_URL', replicaUrl)
    return { kind: 'redis', master, replica }
  }
  if (replicaUrl !== undefined) {
    environment.problems.push('REDIS_MASTER_URL must be set if REDIS_REPLICA_URL is: entries are written to the master')
    parseRedisUrl(environment, 'REDIS_REPLICA_URL', replicaUrl)
  }
  if (getHostsFrom === 'env') return fromServiceVariables(environment)
  if (getHostsFrom === 'dns') return fromDns()
  return undefined
}

function fromDns(): RedisLocation {
  const common = { port: DEFAULT_PORT, database: 0, tls: false, foundBy: 'GET_HOSTS_FROM=dns' }
  return {
    kind: 'redis',
    master: { ...common, hosts: ['redis-master'] },
    replica: { ...common, hosts: ['redis-replica', 'redis-slave'] },
  }
}

/** https://kubernetes.io/docs/concepts/services-networking/service/#environment-variables */
function fromServiceVariables(environment: EnvironmentReader): RedisLocation {
  const replica =
    environment.text('REDIS_REPLICA_SERVICE_HOST') === undefined &&
    environment.text('REDIS_SLAVE_SERVICE_HOST') !== undefined
      ? 'REDIS_SLAVE'
      : 'REDIS_REPLICA'
  return {
    kind: 'redis',
    master: serviceAddress(environment, 'REDIS_MASTER'),
    replica: serviceAddress(environment, replica),
  }
}

function serviceAddress(
  environment: EnvironmentReader,
  service: 'REDIS_MASTER' | 'REDIS_REPLICA' | 'REDIS_SLAVE',
): RedisAddress {
  const host = environment.text(`${service}_SERVICE_HOST`)
  if (host === undefined) {
    environment.problems.push(
      `${service}_SERVICE_HOST must be set if GET_HOSTS_FROM is "env", but is not: Kubernetes sets it only in pods that are created after the Service (GET_HOSTS_FROM=dns does not need it)`,
    )
  }
  return {
    hosts: [host ?? ''],
    port: environment.wholeNumber(`${service}_SERVICE_PORT`, DEFAULT_PORT, { from: 1, to: 65535 }),
    database: 0,
    tls: false,
    foundBy: `${service}_SERVICE_HOST`,
  }
}

/** `redis[s]://[[user]:password@]host[:port][/database]` (https://www.iana.org/assignments/uri-schemes/prov/redis). */
function parseRedisUrl(environment: EnvironmentReader, name: VariableName, text: string): RedisAddress {
  const url = URL.parse(text)
  const database = /^\/?(\d{0,5})$/.exec(url?.pathname ?? '')?.[1]
  const credentials = decodeCredentials(url)
  if (
    !url ||
    !['redis:', 'rediss:'].includes(url.protocol) ||
    !url.hostname ||
    url.search ||
    url.hash ||
    database === undefined ||
    !credentials
  ) {
    // The message leaves out the value, which may hold a password.
    environment.problems.push(
      `${name} must be a URL of the form redis://[user:password@]host[:port][/database], or rediss:// for TLS, but is ${describeUrl(url, text)}`,
    )
  }
  return {
    hosts: [url?.hostname.replace(/^\[(.*)\]$/, '$1') ?? ''],
    port: Number(url?.port || DEFAULT_PORT),
    ...credentials,
    database: Number(database || 0),
    tls: url?.protocol === 'rediss:',
    foundBy: name,
  }
}

function decodeCredentials(url: URL | null): { username?: string; password?: string } | undefined {
  try {
    return {
      ...(url?.username ? { username: decodeURIComponent(url.username) } : {}),
      ...(url?.password ? { password: decodeURIComponent(url.password) } : {}),
    }
  } catch {
    return undefined
  }
}

function describeUrl(url: URL | null, text: string): string {
  if (!url) return 'not a URL'
  if (!['redis:', 'rediss:'].includes(url.protocol)) {
    // Without "//", what looks like a scheme may be a host, a user or a password.
    return text.includes('://')
      ? `one of the scheme ${JSON.stringify(url.protocol.slice(0, -1))}`
      : 'one without a scheme'
  }
  if (!url.hostname) return 'one without a host'
  if (url.search || url.hash) return 'one with a "?" or "#" (in a password, write %3F or %23)'
  return 'one whose path is not a database number or whose password is not percent-encoded'
}
