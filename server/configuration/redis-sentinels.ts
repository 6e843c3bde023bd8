import type { EnvironmentReader } from './variables.ts'

/** The sentinels of a master, and how to ask them (https://redis.io/docs/latest/develop/reference/sentinel-clients/). */
export interface SentinelGroup {
  /** The sentinels' name for the master. */
  readonly masterName: string
  readonly sentinels: readonly { readonly host: string; readonly port: number }[]
  readonly username?: string
  readonly password?: string
}

const DEFAULT_PORT = 26379

const ADDRESS = /^(?:\[(?<ipv6>[\da-f:.]+)\]|(?<name>[\w.-]+))(?::(?<port>\d{1,5}))?$/i

export function readSentinels(environment: EnvironmentReader): SentinelGroup | undefined {
  const list = environment.text('REDIS_SENTINELS')
  const masterName = environment.text('REDIS_MASTER_NAME')
  const username = environment.text('REDIS_SENTINEL_USERNAME')
  const password = environment.secret('REDIS_SENTINEL_PASSWORD')
  if (list === undefined) {
    if (masterName !== undefined)
      environment.problems.push('REDIS_SENTINELS must be set if REDIS_MASTER_NAME is: the sentinels name the master')
    return undefined
  }
  if (masterName === undefined) {
    environment.problems.push(
      'REDIS_MASTER_NAME must be set if REDIS_SENTINELS is: the name by which the sentinels know the master, often "mymaster"',
    )
  }
  return {
    masterName: masterName ?? '',
    sentinels: parseAddresses(environment, list),
    ...(username ? { username } : {}),
    ...(password ? { password } : {}),
  }
}

function parseAddresses(environment: EnvironmentReader, list: string): SentinelGroup['sentinels'] {
  const addresses = list.split(',').map((text) => parseAddress(text.trim()))
  const found = addresses.filter((address) => address !== undefined)
  if (found.length < addresses.length) {
    // The message leaves out the value, which may hold a password.
    environment.problems.push(
      'REDIS_SENTINELS must be addresses of the form host:port, separated by commas, without a scheme or a password, such as "sentinel-0:26379,sentinel-1:26379"',
    )
  }
  return found
}

function parseAddress(text: string): { host: string; port: number } | undefined {
  const { ipv6, name, port } = ADDRESS.exec(text)?.groups ?? {}
  const host = ipv6 ?? name
  const number = Number(port ?? DEFAULT_PORT)
  return host !== undefined && number >= 1 && number <= 65535 ? { host, port: number } : undefined
}
