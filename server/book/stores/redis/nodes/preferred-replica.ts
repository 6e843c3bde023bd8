import type { RedisOptions } from 'ioredis'

type Choose = Extract<NonNullable<RedisOptions['preferredSlaves']>, (...replicas: never) => unknown>

/** Chooses a replica at random, so that front ends share them, and one that has lost its master only if there is no other. */
export const preferLinked: Choose = (replicas) => {
  const linked = (replicas as readonly SentinelReplica[]).filter((replica) => replica['master-link-status'] === 'ok')
  const candidates = linked.length > 0 ? linked : (replicas as readonly SentinelReplica[])
  return candidates[Math.floor(Math.random() * candidates.length)] ?? null
}

/** Fields of `SENTINEL REPLICAS`. */
interface SentinelReplica {
  readonly ip: string
  readonly port: string
  readonly 'master-link-status'?: string
}
