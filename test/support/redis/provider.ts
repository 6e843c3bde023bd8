/** `docker`: containers of the image redis:8. `local`: processes of the machine's redis-server. */
export type ProviderName = 'docker' | 'local'

/** Directives of redis.conf and their values; several where a directive takes several. */
export type Settings = Readonly<Record<string, string | readonly string[]>>

/** Runs servers for one topology. Disposed after all of them. */
export interface Provider extends AsyncDisposable {
  /** Makes a server with a port and a data directory of its own. It does not run yet. */
  server(name: string, settings: Settings): Promise<Server>
}

/** One server: its address and its data stay the same however often it is started. */
export interface Server extends AsyncDisposable {
  /** Where a test reaches it; always 127.0.0.1. */
  readonly port: number
  /** Where other servers of the topology reach it. */
  readonly amongServers: { readonly host: string; readonly port: number }
  /** Runs it; resolves before it answers. */
  start(): Promise<void>
  /** Ends it as an operator would: it writes what it has to write. */
  stop(): Promise<void>
  /** Ends it as a power cut would (SIGKILL). */
  kill(): Promise<void>
  /** Halts it: connections stay open and nothing is answered. */
  freeze(): Promise<void>
  resume(): Promise<void>
  /** What it has logged, for the message of a failure. */
  log(): Promise<string>
}

/** Loads only what the choice needs: testcontainers is large. */
export async function chooseProvider(name: ProviderName): Promise<Provider> {
  if (name === 'docker') return (await import('./docker.ts')).dockerProvider()
  return (await import('./local.ts')).localProvider()
}

/** Settings as arguments of redis-server. */
export function asArguments(settings: Settings): string[] {
  return Object.entries(settings).flatMap(([name, value]) => [`--${name}`, ...[value].flat()])
}
