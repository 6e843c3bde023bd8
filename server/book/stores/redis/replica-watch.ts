import type { RedisLocation } from '../../../configuration/redis-location.ts'
import type { ReplicationHealth } from '../../book.ts'
import type { FollowedNode } from './followed-node.ts'
import type { MasterWatch } from './master-watch.ts'
import type { Problems } from './problems.ts'
import { replicasInStep } from './replication.ts'

/** For how long a replica may be away before that is told, in milliseconds: it is connected to anew, or filled. */
const GRACE = 3000

/** For how long it is told that there were more replicas before, in milliseconds: after that there are meant to be fewer. */
const MEMORY = 60 * 60 * 1000

export interface ReplicaWatchOptions {
  readonly location: RedisLocation
  readonly master: MasterWatch
  /** The replica that is read from; the master again where there are none. */
  readonly replica: FollowedNode
  readonly problems: Problems
  /** The time in milliseconds, from any beginning. */
  readonly now?: () => number
}

/** Tells of replicas that are lost. Where the master itself is read from there are none to lose, and nothing is said. */
export class ReplicaWatch {
  readonly #options: ReplicaWatchOptions
  readonly #now: () => number
  /** False where the address of the master is the only one. */
  readonly areExpected: boolean
  /** The most replicas that were there, and when they last were, in milliseconds. */
  #most = { count: 0, at: 0 }
  /** Since when each problem has lasted, in the same milliseconds. */
  readonly #since = new Map<string, number>()

  constructor(options: ReplicaWatchOptions) {
    this.#options = options
    this.#now = options.now ?? (() => performance.now())
    const { master, replica } = options.location
    this.areExpected = master.hosts.join() !== replica.hosts.join() || master.port !== replica.port
  }

  health(): ReplicationHealth | undefined {
    const { master, replica } = this.#options
    const ofMaster = master.state?.replication
    const ofReplica = replica.replication
    const lag = ofMaster && ofReplica ? Math.max(0, ofMaster.offset - ofReplica.offset) : 0
    return {
      replicas: this.#count(this.#now()) ?? 0,
      linkUp: this.areExpected && ofReplica?.role === 'replica' && ofReplica.linkUp,
      lag: this.areExpected ? lag : 0,
    }
  }

  /** To be called at short intervals. */
  report(): void {
    if (!this.areExpected || this.#isMasterItself()) return
    const now = this.#now()
    const found = this.#find(now)
    for (const sentence of this.#since.keys()) if (!found.includes(sentence)) this.#since.delete(sentence)
    for (const sentence of found) if (!this.#since.has(sentence)) this.#since.set(sentence, now)
    const lasting = found.filter((sentence) => now - (this.#since.get(sentence) ?? now) >= GRACE)
    this.#options.problems.report('replicas', lasting)
  }

  /** Two names may be one node's. */
  #isMasterItself(): boolean {
    const { master, replica } = this.#options
    const { replication } = replica
    return replication?.role === 'master' && replication.historyId === master.state?.replication.historyId
  }

  /** How many replicas are in step with the master; undefined while it cannot be reached. */
  #count(now: number): number | undefined {
    const { state } = this.#options.master
    if (state === undefined) return undefined
    const count = replicasInStep(state.replication)
    if (count >= this.#most.count || now - this.#most.at > MEMORY) this.#most = { count, at: now }
    return count
  }

  #find(now: number): string[] {
    const { master, replica } = this.#options
    const found: string[] = []
    const count = this.#count(now)
    if (count !== undefined) {
      if (count === 0) found.push('the Redis master has no replica in step: only its own disk has new entries')
      else if (count < this.#most.count)
        found.push(`replicas of Redis were lost: ${count} of ${this.#most.count} are in step with the master`)
    }
    if (!replica.connected) found.push('the Redis replica that pages are read from cannot be reached')
    else if (master.state && !replica.inStep)
      found.push('the Redis replica that pages are read from is not in step with the master, which is read instead')
    return found
  }
}
