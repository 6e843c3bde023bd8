import { eventually } from '../support/eventually.ts'
import type { RedisNode } from '../support/redis.ts'
import { type RunningServer, startServer } from '../support/server.ts'
import { Client } from './client.ts'

/** A front end as a process of its own, and a client that asks it. */
export interface FrontEnd {
  readonly server: RunningServer
  readonly client: Client
}

export interface FrontEndOptions {
  /** A port, since the master need not be one that `startRedis` started. */
  readonly masterUrl: string
  /** One front end for each of these, and reads from it. */
  readonly replicas: readonly RedisNode[]
  readonly environment?: Readonly<Record<string, string>>
}

export interface FrontEnds extends AsyncDisposable {
  readonly all: readonly FrontEnd[]
  /** The front end with this number; they are numbered round in a circle. */
  at(index: number): FrontEnd
  /** Resolves once every front end can be read from and written to through. Returns how long that took, in milliseconds. */
  ready(): Promise<number>
}

/** Starts a front end for each replica, without a limit on posts, and resolves once all can be used. */
export async function startFrontEnds({ masterUrl, replicas, environment }: FrontEndOptions): Promise<FrontEnds> {
  const resources = new AsyncDisposableStack()
  try {
    const all = await Promise.all(
      replicas.map(async (replica) => {
        const server = await startServer({ ...variables(masterUrl, replica.url), ...environment })
        resources.use(server)
        return { server, client: resources.use(new Client(server.url)) }
      }),
    )
    const at = (index: number) => all[index % all.length] as FrontEnd
    const ready = async () => {
      const started = performance.now()
      await Promise.all(all.map(({ client }) => isReady(client)))
      return performance.now() - started
    }
    await ready()
    return { all, at, ready, [Symbol.asyncDispose]: () => resources.disposeAsync() }
  } catch (error) {
    await resources.disposeAsync()
    throw error
  }
}

/** The environment of a front end between these two, without a limit on posts. */
export function variables(masterUrl: string, replicaUrl: string): Record<string, string> {
  return {
    REDIS_MASTER_URL: masterUrl,
    REDIS_REPLICA_URL: replicaUrl,
    RATE_LIMIT: '0',
    BOOK_LIMIT: '0',
    HOLD_ABOVE: '0',
    LOG_LEVEL: 'warn',
  }
}

/** Waits for `/readyz` to say of reads and writes what is expected. */
export function readiness(client: Client, expected: { reads: string; writes: string }): Promise<void> {
  return eventually(`${client.url}/readyz to say ${JSON.stringify(expected)}`, async () => {
    const { text } = await client.ask('/readyz')
    const { reads, writes } = JSON.parse(text)
    if (reads !== expected.reads || writes !== expected.writes) throw new Error(text)
  })
}

function isReady(client: Client): Promise<void> {
  return readiness(client, { reads: 'ok', writes: 'ok' })
}

/** A number from a front end's /metrics. */
export async function metric({ server }: FrontEnd, name: string): Promise<number> {
  using client = new Client(new URL(server.metricsUrl).origin)
  const { text } = await client.ask('/metrics')
  const value = new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]
  if (value === undefined) throw new Error(`expected ${name} among the metrics, found:\n${text}`)
  return Number(value)
}
