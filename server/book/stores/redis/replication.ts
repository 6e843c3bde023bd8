/** What a node says of its place in the replication (`INFO replication`). */
export interface Replication {
  readonly role: 'master' | 'replica'
  /** Which history the node holds; a replica in step has its master's. A master that was started again, or promoted, begins another. */
  readonly historyId: string
  /** False while a replica has lost its master, or is being filled from it. */
  readonly linkUp: boolean
  /** How much of its history the node has, in bytes. */
  readonly offset: number
  /** The replicas that a master has been filling or has filled. */
  readonly replicas: readonly ConnectedReplica[]
}

/** A replica as its master knows it. */
export interface ConnectedReplica {
  /** False while it is being filled. */
  readonly isOnline: boolean
  /** How much of the history it has confirmed, in bytes. */
  readonly offset: number
  /** How long ago it last did, in seconds. */
  readonly lag: number
}

/** Reads the answer of `INFO replication` (https://redis.io/docs/latest/commands/info/). */
export function parseReplication(info: string): Replication {
  const fields = parseInfo(info)
  const role = fields.get('role') === 'master' ? 'master' : 'replica'
  const isFilled = fields.get('master_link_status') === 'up' && fields.get('master_sync_in_progress') !== '1'
  return {
    role,
    historyId: fields.get('master_replid') ?? '',
    linkUp: role === 'master' || isFilled,
    offset: Number(fields.get(role === 'master' ? 'master_repl_offset' : 'slave_repl_offset') ?? 0),
    replicas: [...fields].filter(([name]) => /^slave\d+$/.test(name)).map(([, text]) => parseReplica(text)),
  }
}

/** The fields of any section of INFO. */
export function parseInfo(info: string): Map<string, string> {
  return new Map(Array.from(info.matchAll(/^(\w+):(.*?)\r?$/gm), ([, name = '', value = '']) => [name, value]))
}

/** `ip=…,port=…,state=online,offset=…,lag=…` */
function parseReplica(text: string): ConnectedReplica {
  const fields = new Map(text.split(',').map((field) => field.split('=') as [string, string]))
  return {
    isOnline: fields.get('state') === 'online',
    offset: Number(fields.get('offset') ?? 0),
    lag: Number(fields.get('lag') ?? 0),
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

/** After this long without a word from a replica, in seconds, its master cannot count on it. A replica in step says something every second. */
const LONGEST_LAG = 3

/** How many replicas follow a master and answer it; where `offset` is given, only those that have confirmed that much. */
export function replicasInStep({ replicas }: Replication, offset = 0): number {
  return replicas.filter((replica) => replica.isOnline && replica.lag <= LONGEST_LAG && replica.offset >= offset).length
}
