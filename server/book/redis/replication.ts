/** What a node says of its place in the replication (`INFO replication`). */
export interface Replication {
  readonly role: 'master' | 'replica'
  /** Which history the node holds; a replica in step has its master's. */
  readonly historyId: string
  /** False while a replica has lost its master, or is being filled from it. */
  readonly linkUp: boolean
}

/** Reads the answer of `INFO replication` (https://redis.io/docs/latest/commands/info/). */
export function parseReplication(info: string): Replication {
  const fields = new Map<string, string>(
    Array.from(info.matchAll(/^(\w+):(.*?)\r?$/gm), ([, name = '', value = '']) => [name, value]),
  )
  const role = fields.get('role') === 'master' ? 'master' : 'replica'
  return {
    role,
    historyId: fields.get('master_replid') ?? '',
    linkUp:
      role === 'master' || (fields.get('master_link_status') === 'up' && fields.get('master_sync_in_progress') !== '1'),
  }
}

/**
 * Whether a replica follows the master now. A replica may answer PING and yet be frozen, cut off, half filled or somebody
 * else's; where the master cannot be reached from here either, there is nobody to ask, and what it holds has to do.
 */
export function followsMaster(replica: Replication, master: Replication | undefined): boolean {
  if (master === undefined) return true
  return replica.linkUp && replica.historyId === master.historyId
}
