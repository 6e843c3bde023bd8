import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Redis } from 'ioredis'
import { eventually } from '../support/eventually.ts'
import { freePort } from '../support/free-port.ts'
import type { RedisNode } from '../support/redis.ts'

export const SCRIPTS = fileURLToPath(new URL('../../scripts/redis', import.meta.url))

export interface MasterOptions {
  readonly directory: string
  /** Its port; a free one by default. */
  readonly port?: number
  /** The replicas, as nodes or as "host:port"; by default a port that refuses connections. */
  readonly peers?: readonly (RedisNode | string)[]
  /** Seconds. */
  readonly patience?: number
  readonly environment?: Readonly<Record<string, string>>
}

/** `start-master.sh` as a local process, and the server that it becomes. */
export interface StartedMaster extends AsyncDisposable {
  readonly port: number
  readonly client: Redis
  /** Its output so far. */
  output(): string
  /** Resolves when it has printed this. */
  said(text: string): Promise<void>
  /** Resolves when the server answers. */
  answers(): Promise<void>
  signal(signal: NodeJS.Signals): void
  /** Ends the server normally. */
  stop(): Promise<number | null>
  /** Its exit code; null if a signal ended it. */
  readonly ended: Promise<number | null>
}

export async function startMaster(options: MasterOptions): Promise<StartedMaster> {
  const { directory, patience = 10, environment = {} } = options
  const port = options.port ?? (await freePort())
  const peers = options.peers ?? [`127.0.0.1:${await freePort()}`]
  const own = ['--port', `${port}`, '--bind', '127.0.0.1']
  const serverOptions = [...own, '--appendfsync', 'always', '--save', '', '--repl-diskless-sync-delay', '0']
  const started = spawn('sh', [join(SCRIPTS, 'start-master.sh'), ...serverOptions], {
    // Its own group, so that killing it also kills the temporary server of an unfinished copy.
    detached: true,
    env: {
      PATH: process.env.PATH,
      REDIS_DATA_DIR: directory,
      REDIS_PEERS: peers.map((peer) => (typeof peer === 'string' ? peer : `${peer.host}:${peer.port}`)).join(' '),
      REDIS_PATIENCE: `${patience}`,
      KNOWN_NAME: 'localhost',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  await once(started, 'spawn')
  let output = ''
  for (const stream of [started.stdout, started.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  }
  const client = new Redis({
    port,
    host: '127.0.0.1',
    retryStrategy: () => 50,
    ...(environment.REDISCLI_AUTH === undefined ? {} : { password: environment.REDISCLI_AUTH }),
  }).on('error', () => {})
  const ended = once(started, 'close').then(([code]) => code as number | null)
  const signal = (name: NodeJS.Signals) => void started.kill(name)
  return {
    port,
    client,
    output: () => output,
    said: (text) =>
      eventually(`the start script to say "${text}"`, async () => {
        if (!output.includes(text)) throw new Error(output)
      }),
    answers: async () => {
      await eventually(`the master to answer on port ${port}`, () => client.ping()).catch((error: Error) => {
        throw new Error(`${error.message}; it said:\n${output}`)
      })
    },
    signal,
    stop: () => {
      signal('SIGTERM')
      return ended
    },
    ended,
    async [Symbol.asyncDispose]() {
      client.disconnect()
      if (started.exitCode === null && started.signalCode === null) process.kill(-(started.pid as number), 'SIGKILL')
      await ended
    },
  }
}

/** A directory that is removed by `await using`. */
export async function temporaryDirectory(): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'guestbook-master-'))
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) }
}

/** Where the entries of a book are. */
export const ENTRIES = 'guestbook:{main}:entries'

/** Starts a master, adds an entry and ends it. */
export async function sign(directory: string, message: string): Promise<void> {
  await using master = await startMaster({ directory })
  await master.answers()
  await master.client.xadd(ENTRIES, '*', 'message', message)
  await master.stop()
}

/** The messages of its book, oldest first. */
export async function messages(master: StartedMaster): Promise<(string | undefined)[]> {
  return (await master.client.xrange(ENTRIES, '-', '+')).map(([, fields]) => fields[1])
}

export function asHex(bytes: Buffer): string {
  return bytes.toString('hex')
}

/** Whether its port accepts connections. */
export function connects({ client }: StartedMaster): Promise<boolean> {
  const probe = client.duplicate({ lazyConnect: true, retryStrategy: null })
  return probe
    .on('error', () => {})
    .connect()
    .then(
      () => true,
      () => false,
    )
    .finally(() => probe.disconnect())
}
