import { findProgram } from '../run/machine.ts'
import { eventually } from './eventually.ts'
import { RedisNode } from './redis/node.ts'
import { chooseProvider, type ProviderName, type Settings } from './redis/provider.ts'

export { RedisNode } from './redis/node.ts'

export interface RedisOptions {
  /** How many replicas; none by default. */
  readonly replicas?: number
  /**
   * Where the servers run: as processes of this machine if it has redis-server, else as containers. `deployed`, for a test of what
   * Redis itself does, is the version of `docker-compose.yml` and `k8s/`, in containers if Docker answers. GUESTBOOK_TEST_REDIS decides
   * about all of these. A test that depends on what only one of the two does names it, and says why.
   */
  readonly provider?: ProviderName | 'deployed'
  /** Asked of every client, and of the replicas by the master. */
  readonly password?: string
  /** Directives of redis.conf for all servers, over ours. */
  readonly settings?: Settings
}

/** A master and its replicas, real servers that are a test's own. Ended by `await using`. */
export interface RedisTopology extends AsyncDisposable {
  readonly provider: ProviderName
  readonly master: RedisNode
  readonly replicas: readonly RedisNode[]
  /** Resolves once the master counts every replica, and each has all that the master had when this was called. */
  waitForReplicas(): Promise<void>
}

/**
 * Starts a master that keeps its data on disk as the guestbook wants it, and replicas that are up to date when this resolves.
 * @example await using redis = await startRedis({ replicas: 2 })
 */
export async function startRedis(options: RedisOptions = {}): Promise<RedisTopology> {
  const { replicas: count = 0, password, settings = {} } = options
  const name = providerFor(options.provider)
  const resources = new AsyncDisposableStack()
  try {
    const provider = resources.use(await chooseProvider(name))
    const common = { ...COMMON, ...(password ? { requirepass: password, masterauth: password } : {}) }
    const start = async (node: string, own: Settings) => {
      const server = await provider.server(node, { ...common, ...own, ...settings })
      const started = resources.use(new RedisNode(node, server, password))
      await started.start()
      return started
    }
    const master = await start('master', DURABLE)
    const { host, port } = master.amongServers
    const names = Array.from({ length: count }, (_, index) => `replica-${index + 1}`)
    const replicas = await Promise.all(names.map((node) => start(node, { replicaof: [host, String(port)] })))
    const waitForReplicas = () => replicasReach(master, replicas)
    await waitForReplicas()
    return { provider: name, master, replicas, waitForReplicas, [Symbol.asyncDispose]: () => resources.disposeAsync() }
  } catch (error) {
    await resources.disposeAsync()
    throw error
  }
}

/** How often a server has executed a command (INFO commandstats). */
export async function commandCount(node: RedisNode, command: string): Promise<number> {
  const statistics = await node.info('commandstats')
  return Number(/^calls=(\d+)/.exec(statistics[`cmdstat_${command.toLowerCase()}`] ?? '')?.[1] ?? 0)
}

/** No snapshots, no waiting for more replicas before a copy begins, and no waiting for slow replicas at the end. */
const COMMON: Settings = { save: '', 'repl-diskless-sync-delay': '0', 'shutdown-timeout': '0' }
const DURABLE: Settings = { appendonly: 'yes', appendfsync: 'always' }

function providerFor(wanted: RedisOptions['provider']): ProviderName {
  if (wanted === 'docker' || wanted === 'local') return wanted
  const { GUESTBOOK_TEST_REDIS: chosen, GUESTBOOK_TEST_REDIS_IMAGE: image, GUESTBOOK_TEST_MISSING, PATH } = process.env
  if (chosen === 'docker' || chosen === 'local') return chosen
  if (chosen) throw new Error(`expected GUESTBOOK_TEST_REDIS to be docker or local, got "${chosen}"`)
  if (image) return 'docker'
  if (wanted === 'deployed') return GUESTBOOK_TEST_MISSING?.split(',').includes('docker') ? 'local' : 'docker'
  return findProgram(['redis-server'], PATH ?? '') ? 'local' : 'docker'
}

async function replicasReach(master: RedisNode, replicas: readonly RedisNode[]): Promise<void> {
  if (replicas.length === 0) return
  // A replica's link is up before the master counts the replica and sends it what comes next.
  await eventually(`${master.name} to count ${replicas.length} replicas`, async () => {
    const counted = Object.values(await master.info('replication')).filter((value) => value.includes('state=online'))
    if (counted.length < replicas.length) throw new Error(`${counted.length} so far`)
  })
  const target = Number((await master.info('replication')).master_repl_offset)
  await Promise.all(
    replicas.map((replica) =>
      eventually(`${replica.name} to reach the master's offset ${target}`, async () => {
        const { master_link_status: link, slave_repl_offset: offset } = await replica.info('replication')
        if (link !== 'up' || Number(offset) < target) throw new Error(`link ${link}, offset ${offset}`)
      }),
    ),
  )
}
