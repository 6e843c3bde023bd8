import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { eventually } from '../support/eventually.ts'
import { freePort } from '../support/free-port.ts'
import { SCRIPTS } from './start-master.ts'

/** In milliseconds. If the machine halts a sentinel for two seconds, it decides nothing for the next 30. */
const LONG = 90_000

/** Three servers with a sentinel each, as the pods of k8s/production run them, on addresses of this machine's loopback. */
export class RedisGroup implements AsyncDisposable {
  readonly nodes: readonly GroupNode[]
  readonly #folder: string

  constructor(folder: string, ports: { readonly redis: number; readonly sentinel: number }) {
    const names = ['127.0.0.2', '127.0.0.3', '127.0.0.4']
    this.#folder = folder
    this.nodes = names.map((name) => new GroupNode(name, { folder, names, ...ports }))
  }

  node(name: string): GroupNode {
    const found = this.nodes.find((node) => node.name === name)
    if (!found) throw new Error(`expected one of ${this.nodes.map((node) => node.name)}, got ${name}`)
    return found
  }

  async start(...names: readonly string[]): Promise<void> {
    for (const node of this.nodes) if (names.length === 0 || names.includes(node.name)) await node.start()
  }

  async killAll(): Promise<void> {
    await Promise.all(this.nodes.map((node) => node.end('SIGKILL')))
  }

  /** The one server that is a master with a linked replica, and that no other running one contradicts. */
  master(): Promise<GroupNode> {
    return eventually(
      'one master with a replica',
      async () => {
        const running = this.nodes.filter(({ isRunning }) => isRunning)
        const infos = await Promise.all(running.map(async (node) => ({ node, info: await node.replication() })))
        const masters = infos.filter(({ info }) => info.includes('role:master'))
        const [master] = masters
        if (!master || masters.length > 1) throw new Error(`masters: ${masters.map(({ node }) => node.name)}`)
        if (!/^slave\d+:.*state=online/m.test(master.info)) throw new Error(`${master.node.name} has no replica`)
        return master.node
      },
      LONG,
    )
  }

  /** Resolves when every sentinel knows both replicas, which takes up to 10 seconds after the start. */
  async settled(): Promise<GroupNode> {
    const master = await this.master()
    await eventually(
      'every sentinel to know two replicas',
      async () => {
        for (const node of this.nodes) {
          const known = await node.replicasKnown()
          if (known < 2) throw new Error(`the sentinel of ${node.name} knows ${known}`)
        }
      },
      LONG,
    )
    return master
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.killAll()
    await rm(this.#folder, { recursive: true, force: true })
  }
}

interface NodeOptions {
  readonly folder: string
  readonly names: readonly string[]
  readonly redis: number
  readonly sentinel: number
}

/** One server with its sentinel, and the disk that both keep. */
export class GroupNode {
  readonly name: string
  readonly #options: NodeOptions
  #processes: ChildProcess[] = []
  #client: Redis | undefined
  output = ''

  constructor(name: string, options: NodeOptions) {
    this.name = name
    this.#options = options
  }

  get isRunning(): boolean {
    return this.#processes.length > 0
  }

  get client(): Redis {
    this.#client ??= new Redis({
      host: this.name,
      port: this.#options.redis,
      retryStrategy: () => 50,
      commandTimeout: 15_000,
      maxRetriesPerRequest: 0,
    }).on('error', () => {})
    return this.#client
  }

  async start(): Promise<void> {
    if (this.isRunning) return
    const { folder } = this.#options
    const run = (script: string, ...options: readonly string[]) => {
      const started = spawn('sh', [join(SCRIPTS, script), '--bind', this.name, ...options], {
        detached: true,
        env: this.#environment,
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      for (const stream of [started.stdout, started.stderr]) {
        stream.setEncoding('utf8').on('data', (text: string) => {
          this.output += text
        })
      }
      return started
    }
    await mkdir(join(folder, this.name), { recursive: true })
    const settings = [
      '--appendfsync',
      'always',
      '--save',
      '',
      '--repl-diskless-sync-delay',
      '0',
      '--repl-timeout',
      '10',
    ]
    this.#processes = [run('start-node.sh', ...settings, '--protected-mode', 'no'), run('start-sentinel.sh')]
  }

  /** What a pod does before its server ends. */
  async handOver(): Promise<void> {
    const script = spawn('sh', [join(SCRIPTS, 'hand-over.sh')], { env: this.#environment, stdio: 'inherit' })
    const [code] = await once(script, 'exit')
    if (code !== 0) throw new Error(`expected hand-over.sh to exit with 0, got ${code}`)
  }

  get #environment(): NodeJS.ProcessEnv {
    const { folder, names, redis, sentinel } = this.#options
    return {
      PATH: process.env.PATH,
      NODE: this.name,
      NODES: names.join(' '),
      REDIS_DATA_DIR: join(folder, this.name),
      REDIS_PORT: `${redis}`,
      SENTINEL_PORT: `${sentinel}`,
    }
  }

  /** Ends server and sentinel. The disk stays. */
  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    this.#client?.disconnect()
    this.#client = undefined
    const running = this.#processes
    this.#processes = []
    for (const { pid } of running) if (pid !== undefined) kill(-pid, signal)
    await Promise.all(running.map(async (one) => one.exitCode ?? one.signalCode ?? (await once(one, 'exit'))))
  }

  async loseDisk(): Promise<void> {
    await rm(join(this.#options.folder, this.name), { recursive: true, force: true })
  }

  /** How many linked replicas its sentinel knows. */
  async replicasKnown(): Promise<number> {
    const sentinel = new Redis({
      host: this.name,
      port: this.#options.sentinel,
      lazyConnect: true,
      retryStrategy: () => null,
    })
    sentinel.on('error', () => {})
    try {
      const replicas = (await sentinel.call('SENTINEL', 'REPLICAS', 'guestbook')) as string[][]
      return replicas.filter((fields) => fields[fields.indexOf('master-link-status') + 1] === 'ok').length
    } finally {
      sentinel.disconnect()
    }
  }

  async replication(): Promise<string> {
    return (await this.client.info('replication')).replaceAll('\r', '')
  }
}

function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // It has ended by itself.
  }
}

export async function createGroup(): Promise<RedisGroup> {
  const folder = await mkdtemp(join(tmpdir(), 'guestbook-group-'))
  return new RedisGroup(folder, { redis: await freePort(), sentinel: await freePort() })
}
