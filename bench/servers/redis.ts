import { spawnSync } from 'node:child_process'
import { type RedisTopology, startRedis } from '../../test/support/redis.ts'

/** The version of this machine's redis-server; undefined if there is none. */
export function redisVersion(): string | undefined {
  const { stdout, status } = spawnSync('redis-server', ['--version'], { encoding: 'utf8' })
  return status === 0 ? /v=(\S+)/.exec(stdout)?.[1] : undefined
}

/** Starts local Redis processes: a master that syncs every write to disk, and replicas. */
export function startLocalRedis(replicas: number): Promise<RedisTopology> {
  return startRedis({ replicas, provider: 'local' })
}

/** Variables that make a program write to the master and read from the first replica. */
export function redisVariables({ master, replicas }: RedisTopology): Record<string, string> {
  return { REDIS_MASTER_URL: master.url, REDIS_REPLICA_URL: (replicas[0] ?? master).url }
}
