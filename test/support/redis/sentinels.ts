import { eventually } from '../eventually.ts'
import { localProvider } from './local.ts'
import { RedisNode } from './node.ts'

/** By which the sentinels of tests know the master. */
export const MASTER_NAME = 'guestbook'

export interface SentinelOptions {
  /** How many; three by default. */
  readonly count?: number
  /** After how many milliseconds of silence a master counts as down. */
  readonly downAfter?: number
  /** Asked of the sentinels' clients, and of each other. */
  readonly password?: string
  /** Of the Redis nodes. */
  readonly nodePassword?: string
  /** Further lines of their configuration. */
  readonly configuration?: readonly string[]
}

/** Sentinels of a topology on this machine. Ended by `await using`. */
export interface Sentinels extends AsyncDisposable {
  readonly all: readonly RedisNode[]
  /** For REDIS_SENTINELS. */
  readonly addresses: string
  /** The variables that name them. */
  readonly environment: Readonly<Record<string, string>>
  /** The port of the master that all of them name, once they agree. */
  masterPort(): Promise<number>
  /** Resolves to the new master's port once all of them name another one. */
  failoverFrom(port: number): Promise<number>
}

/** Starts sentinels (local processes) that watch a master, and resolves once they know each other and all replicas. */
export async function startSentinels(
  { host, port }: { host: string; port: number },
  replicas: number,
  options: SentinelOptions = {},
): Promise<Sentinels> {
  const { count = 3, downAfter = 1000, password, nodePassword, configuration = [] } = options
  const resources = new AsyncDisposableStack()
  try {
    const provider = resources.use(await localProvider())
    const lines = [
      `sentinel monitor ${MASTER_NAME} ${host} ${port} ${Math.floor(count / 2) + 1}`,
      `sentinel down-after-milliseconds ${MASTER_NAME} ${downAfter}`,
      // If no sentinel is elected, on a busy machine, they try again after twice this time.
      `sentinel failover-timeout ${MASTER_NAME} 5000`,
      ...(nodePassword ? [`sentinel auth-pass ${MASTER_NAME} ${nodePassword}`] : []),
      ...(password ? [`requirepass ${password}`, `sentinel sentinel-pass ${password}`] : []),
      ...configuration,
    ]
    const start = async (index: number) => {
      const name = `sentinel-${index + 1}`
      const node = resources.use(new RedisNode(name, await provider.sentinel(name, lines), password))
      await node.start()
      return node
    }
    const all = await Promise.all(Array.from({ length: count }, (_, index) => start(index)))
    await Promise.all(all.map((node) => knows(node, { others: count - 1, replicas })))
    const addresses = all.map((node) => `${node.host}:${node.port}`).join()
    return {
      all,
      addresses,
      environment: { REDIS_SENTINELS: addresses, REDIS_MASTER_NAME: MASTER_NAME },
      masterPort: () => eventually('all sentinels to name one master', () => agreedPort(all)),
      async failoverFrom(former) {
        await Promise.all(all.map((node) => namesAnother(node, former)))
        return agreedPort(all)
      },
      [Symbol.asyncDispose]: () => resources.disposeAsync(),
    }
  } catch (error) {
    await resources.disposeAsync()
    throw error
  }
}

function knows(sentinel: RedisNode, { others, replicas }: { others: number; replicas: number }): Promise<void> {
  return eventually(`${sentinel.name} to know ${others} others and ${replicas} replicas`, async () => {
    const fields = pairs(await sentinel.client().call('SENTINEL', 'MASTER', MASTER_NAME))
    const known = `${fields['num-other-sentinels']} others and ${fields['num-slaves']} replicas`
    if (known !== `${others} others and ${replicas} replicas`) throw new Error(known)
    const found = (await sentinel.client().call('SENTINEL', 'REPLICAS', MASTER_NAME)) as string[][]
    for (const replica of found.map(pairs)) {
      if (replica['master-link-status'] !== 'ok') throw new Error(`the link of ${replica.name} is not up`)
    }
  })
}

/** Resolves once a sentinel names another master than the one at this port. */
export function namesAnother(sentinel: RedisNode, former: number): Promise<void> {
  return eventually(`${sentinel.name} to name another master than ${former}`, async () => {
    if ((await portNamedBy(sentinel)) === former) throw new Error('it does not')
  })
}

async function portNamedBy(sentinel: RedisNode): Promise<number> {
  const address = await sentinel.client().call('SENTINEL', 'GET-MASTER-ADDR-BY-NAME', MASTER_NAME)
  return Number((address as [host: string, port: string])[1])
}

async function agreedPort(all: readonly RedisNode[]): Promise<number> {
  const ports = new Set(await Promise.all(all.map(portNamedBy)))
  const [port] = ports
  if (ports.size !== 1 || port === undefined) throw new Error(`expected one master, got ${[...ports]}`)
  return port
}

function pairs(reply: unknown): Record<string, string> {
  const flat = reply as string[]
  return Object.fromEntries(
    Array.from({ length: flat.length / 2 }, (_, index) => flat.slice(2 * index, 2 * index + 2) as [string, string]),
  )
}
