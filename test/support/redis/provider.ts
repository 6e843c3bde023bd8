/** `docker`: containers of one image. `local`: processes of the machine's redis-server. */
export type ProviderName = 'docker' | 'local'

/** Directives of redis.conf and their values. */
export type Settings = Readonly<Record<string, string | readonly string[]>>

/** Runs servers for one topology. Disposed after all of them. */
export interface Provider extends AsyncDisposable {
  /** Creates a server with its own port and data directory. It does not run yet. */
  server(name: string, settings: Settings): Promise<Server>
}

/** Runs sentinels too. */
export interface SentinelProvider extends Provider {
  /** Creates a sentinel with these lines in its configuration. It does not run yet. */
  sentinel(name: string, configuration: readonly string[]): Promise<Server>
}

/** One server. Its address and data stay the same after a restart. */
export interface Server extends AsyncDisposable {
  /** The address for tests; always 127.0.0.1. */
  readonly port: number
  /** The address for other servers of the topology. */
  readonly amongServers: { readonly host: string; readonly port: number }
  /** Runs it; resolves before it answers. */
  start(): Promise<void>
  /** Ends it normally; it writes its data first. */
  stop(): Promise<void>
  /** Ends it as a power cut would (SIGKILL). */
  kill(): Promise<void>
  /** Halts it: connections stay open and nothing is answered. */
  freeze(): Promise<void>
  resume(): Promise<void>
  /** Its log, for error messages. */
  log(): Promise<string>
}

/** Loads only the chosen provider, because testcontainers is large. */
export async function chooseProvider(name: ProviderName): Promise<Provider> {
  if (name === 'docker') return (await import('./docker.ts')).dockerProvider()
  return (await import('./local.ts')).localProvider()
}

/** Settings as arguments of redis-server. */
export function asArguments(settings: Settings): string[] {
  return Object.entries(settings).flatMap(([name, value]) => [`--${name}`, ...[value].flat()])
}

/** Settings as in redis.conf. Unlike arguments, they may hold quotation marks with Valkey as well. */
export function asConfiguration(settings: Settings): string {
  const quoted = (value: string) => `"${value.replace(/[\\"]/g, '\\$&')}"`
  return Object.entries(settings)
    .map(([name, value]) => `${name} ${[value].flat().map(quoted).join(' ')}\n`)
    .join('')
}
