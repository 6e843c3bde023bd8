import type { UnixTime } from '../common/unix-time.ts'
import type { Topology } from './topology.ts'

export interface Health {
  /** False if a write would be refused: the master is away, or has just refused one. */
  readonly writable: boolean
  /** False if neither a replica nor the master can be reached. */
  readonly readable: boolean
  /** When a node that may be read last answered. */
  readonly lastContact: UnixTime
  /** The same for the master. Other nodes may lack what came later. */
  readonly masterContact: UnixTime
  /** What may be lost, or what does not work and why, as sentences. Empty if all is well. */
  readonly warnings: readonly string[]
  /** Absent if the book has no replicas. */
  readonly replication?: ReplicationHealth | undefined
  /** The nodes that keep the book. Absent if this process keeps it. */
  readonly topology?: Topology | undefined
}

export interface ReplicationHealth {
  /** How many replicas are in step with the master; 0 while it cannot be reached. */
  readonly replicas: number
  readonly linkUp: boolean
  /** In bytes; 0 if unknown. */
  readonly lag: number
}
