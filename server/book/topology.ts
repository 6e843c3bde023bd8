/** The nodes that keep a book, without their addresses. Offsets and `behind` are in bytes of the replication stream. */
export interface Topology {
  /** Undefined while it cannot be reached. */
  readonly master: { readonly offset: number } | undefined
  /** As the master sees them. */
  readonly replicas: readonly ReplicaView[]
  readonly reads: ReadSource
}

export interface ReplicaView {
  /** From 1. A replica keeps its number as long as this process knows it; one that takes its place gets another. */
  readonly number: number
  readonly offset: number
  readonly behind: number
  /** In seconds since its last answer to the master. */
  readonly silence: number
  readonly link: 'up' | 'filling' | 'silent'
}

/** What this process reads. The number of a replica is unknown if the master does not list it, or the replica hides its address. */
export type ReadSource =
  | { readonly from: 'replica'; readonly number: number | undefined }
  | { readonly from: 'master' }
  | { readonly from: 'memory' }
