import { spawnSync } from 'node:child_process'
import { type RedisTopology, startRedis } from '../../test/support/redis.ts'

/** The version of this machine's redis-server; undefined where there is none. */
export function redisVersion(): string | undefined {
  const { stdout, status } = spawnSync('redis-server', ['--version'], { encoding: 'utf8' })
  return status === 0 ? /v=(\S+)/.exec(stdout)?.[1] : undefined
}

/** Starts a master that syncs every write to disk, and replicas, as processes of this machine. */
export function startLocalRedis(replicas: number): Promise<RedisTopology> {
  return startRedis({ replicas, provider: 'local' })
}

/** The CPU time that the master and its replicas have used since they started, in seconds, by their own count (INFO cpu). */
export async function redisCpuSeconds({ master, replicas }: RedisTopology): Promise<number> {
  const used = await Promise.all(
    [master, ...replicas].map(async (node) => {
      const { used_cpu_user: user, used_cpu_sys: system } = await node.info('cpu')
      return Number(user) + Number(system)
    }),
  )
  return used.reduce((sum, one) => sum + one, 0)
}
