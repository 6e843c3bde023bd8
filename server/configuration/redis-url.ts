import type { EnvironmentReader, SecretName } from './variables.ts'

/** Of Redis. */
export const DEFAULT_PORT = 6379

interface RedisUrl {
  readonly host: string
  readonly port: number
  readonly username?: string
  readonly password?: string
  /** Undefined if the URL does not say. */
  readonly database: number | undefined
  readonly tls: boolean
}

/** Parses `redis[s]://[[user]:password@]host[:port][/database]` (https://www.iana.org/assignments/uri-schemes/prov/redis). */
export function parseRedisUrl(environment: EnvironmentReader, name: SecretName, text: string): RedisUrl {
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
    host: url?.hostname.replace(/^\[(.*)\]$/, '$1') ?? '',
    port: Number(url?.port || DEFAULT_PORT),
    ...credentials,
    database: database ? Number(database) : undefined,
    tls: url?.protocol === 'rediss:',
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
