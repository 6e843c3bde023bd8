import type { Redis } from 'ioredis'
import type { Health } from '../../health.ts'
import type { LostReplicas } from './nodes/lost-replicas.ts'
import type { MasterWatch } from './nodes/master-watch.ts'
import type { Problems } from './nodes/problems.ts'
import type { ReadableReplica } from './nodes/readable-replica.ts'
import type { TopologyWatch } from './nodes/topology-watch.ts'
import type { WriteState } from './write-state.ts'

interface HealthParts {
  readonly master: MasterWatch
  readonly replica: ReadableReplica
  readonly replicas: LostReplicas
  readonly writer: Redis
  readonly writes: WriteState
  readonly problems: Problems
  readonly topology: TopologyWatch
}

/** Describes the book's health from what its parts know when it is read. Call it once: making getters takes long (benchmark rows "GET /"). */
export function describeHealth(parts: HealthParts): Health {
  const { master, replica, replicas, writer, writes, problems, topology } = parts
  return {
    get writable() {
      return master.state !== undefined && writer.status === 'ready' && writes.isPossible
    },
    get readable() {
      return master.state !== undefined || (replica.connected && replica.inStep)
    },
    get lastContact() {
      return Math.max(master.lastAnswer, replica.lastInStep)
    },
    get masterContact() {
      return master.lastAnswer
    },
    get warnings() {
      return [...master.weaknesses, ...problems.current]
    },
    get replication() {
      return replicas.health()
    },
    get topology() {
      return topology.describe()
    },
  }
}
