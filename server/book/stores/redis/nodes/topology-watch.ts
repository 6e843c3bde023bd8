import type { ReadSource, ReplicaView, Topology } from '../../../topology.ts'
import type { MasterWatch } from './master-watch.ts'
import type { ReadableReplica } from './readable-replica.ts'
import { type ConnectedReplica, LONGEST_LAG_SECONDS } from './replication.ts'

interface TopologyWatchOptions {
  readonly master: Pick<MasterWatch, 'state'>
  readonly replica: ReadableReplica
}

/** More than all replicas of a master over time. */
const MOST_NUMBERS = 1000

/** Describes the nodes by what is known of them. Asks only each new replica for its address. */
export class TopologyWatch {
  readonly #options: TopologyWatchOptions
  readonly #numbers = new Map<string, number>()
  #last = 0
  /** The address under which the replica that is read sees itself. */
  #address: string | undefined

  constructor(options: TopologyWatchOptions) {
    this.#options = options
    const { connection } = options.replica
    connection.on('ready', () => {
      connection.call('CLIENT', 'INFO').then(
        (info) => {
          this.#address = parseOwnAddress(String(info))
        },
        // It may be forbidden. Then the page names no number.
        () => {},
      )
    })
    connection.on('close', () => {
      this.#address = undefined
    })
  }

  describe(): Topology {
    const replication = this.#options.master.state?.replication
    const replicas = (replication?.replicas ?? []).toSorted((a, b) => (a.address < b.address ? -1 : 1))
    const offset = replication?.offset ?? 0
    return {
      master: replication && { offset },
      replicas: replicas.map((replica) => this.#view(replica, offset)).sort((a, b) => a.number - b.number),
      reads: this.#reads(),
    }
  }

  #reads(): ReadSource {
    const { master, replica } = this.#options
    if (replica.connected && replica.inStep && replica.replication?.role === 'replica') {
      return { from: 'replica', number: this.#address === undefined ? undefined : this.#numbers.get(this.#address) }
    }
    return master.state ? { from: 'master' } : { from: 'memory' }
  }

  #view({ address, offset, lag, isOnline }: ConnectedReplica, ofMaster: number): ReplicaView {
    const link = isOnline ? (lag > LONGEST_LAG_SECONDS ? 'silent' : 'up') : 'filling'
    return { number: this.#numberOf(address), offset, behind: Math.max(0, ofMaster - offset), silence: lag, link }
  }

  #numberOf(address: string): number {
    const known = this.#numbers.get(address)
    if (known !== undefined) return known
    if (this.#numbers.size >= MOST_NUMBERS) this.#numbers.clear()
    this.#last += 1
    this.#numbers.set(address, this.#last)
    return this.#last
  }
}

/** The server's end of a connection, by the answer of CLIENT INFO, in the form of `ConnectedReplica.address`. */
function parseOwnAddress(info: string): string | undefined {
  return /\bladdr=(\S+)/.exec(info)?.[1]?.replace(/^\[?(?:::ffff:)?|\]/g, '')
}
