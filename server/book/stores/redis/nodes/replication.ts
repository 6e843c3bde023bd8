/** What a node says about replication (`INFO replication`). Offsets are in bytes of its history. */
export interface Replication {
  readonly role: 'master' | 'replica'
  /** A replica in step has its master's. A restarted or promoted master starts a new one. */
  readonly historyId: string
  /** Of a replica: false while it has lost its master or is being filled. */
  readonly linkUp: boolean
  readonly offset: number
  readonly replicas: readonly ConnectedReplica[]
}

export interface ConnectedReplica {
  /** `host:port`, for this process alone. */
  readonly address: string
  readonly isOnline: boolean
  readonly offset: number
  /** Seconds since its last answer. */
  readonly lag: number
}

/** Parses the answer of `INFO replication` (https://redis.io/docs/latest/commands/info/). */
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

/** Parses any section of INFO. */
export function parseInfo(info: string): Map<string, string> {
  return new Map(Array.from(info.matchAll(/^(\w+):(.*?)\r?$/gm), ([, name = '', value = '']) => [name, value]))
}

function parseReplica(text: string): ConnectedReplica {
  const fields = new Map(text.split(',').map((field) => field.split('=') as [string, string]))
  return {
    address: `${fields.get('ip')?.replace(/^::ffff:/, '')}:${fields.get('port')}`,
    isOnline: fields.get('state') === 'online',
    offset: Number(fields.get('offset') ?? 0),
    lag: Number(fields.get('lag') ?? 0),
  }
}

/** Whether a replica follows the master now. One that answers PING may be frozen, cut off, half filled or another master's. */
export function followsMaster(replica: Replication, master: Replication | undefined): boolean {
  if (master === undefined) return true
  return replica.linkUp && replica.historyId === master.historyId
}

/** A replica in step reports every second. */
export const LONGEST_LAG_SECONDS = 3

/** Counts replicas that answer their master; with `offset`, only those that have confirmed that much. */
export function replicasInStep({ replicas }: Replication, offset = 0): number {
  return replicas.filter(
    (replica) => replica.isOnline && replica.lag <= LONGEST_LAG_SECONDS && replica.offset >= offset,
  ).length
}
