import { placeOf, type RedisLocation } from '../../../../configuration/redis-location.ts'
import type { ReplicationHealth } from '../../../health.ts'
import { READING_REPLICA } from './connections.ts'
import { explainRefusal } from './explain-refusal.ts'
import type { MasterWatch } from './master-watch.ts'
import type { Problems } from './problems.ts'
import type { ReadableReplica } from './readable-replica.ts'
import { replicasInStep } from './replication.ts'

/** A replica that is away may be reconnecting or filling. */
const GRACE_MS = 3000

/** After that, a smaller number of replicas counts as intended. */
const MEMORY_MS = 60 * 60 * 1000

interface LostReplicasOptions {
  readonly location: RedisLocation
  readonly master: MasterWatch
  readonly replica: ReadableReplica
  readonly problems: Problems
  /** The time in milliseconds, from any beginning. */
  readonly now?: () => number
}

/** Reports lost replicas, unless the master itself is read from. */
export class LostReplicas {
  readonly #options: LostReplicasOptions
  readonly #now: () => number
  /** False if the replica's address is the master's. */
  readonly areExpected: boolean
  /** The highest number of replicas, and when it was last seen. */
  #most = { count: 0, at: 0 }
  readonly #since = new Map<string, number>()

  constructor(options: LostReplicasOptions) {
    this.#options = options
    this.#now = options.now ?? (() => performance.now())
    const { master, replica } = options.location
    this.areExpected = master.sentinels !== undefined || placeOf(master) !== placeOf(replica)
  }

  health(): ReplicationHealth {
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

  report(): void {
    if (!this.areExpected || this.#isMasterItself()) return
    const now = this.#now()
    const found = this.#find(now)
    for (const sentence of this.#since.keys()) if (!found.includes(sentence)) this.#since.delete(sentence)
    for (const sentence of found) if (!this.#since.has(sentence)) this.#since.set(sentence, now)
    const lasting = found.filter((sentence) => now - (this.#since.get(sentence) ?? now) >= GRACE_MS)
    this.#options.problems.report('replicas', lasting)
  }

  /** Two names may lead to the same node. */
  #isMasterItself(): boolean {
    const { master, replica } = this.#options
    const { replication } = replica
    return replication?.role === 'master' && replication.historyId === master.state?.replication.historyId
  }

  #count(now: number): number | undefined {
    const { state } = this.#options.master
    if (state === undefined) return undefined
    const count = replicasInStep(state.replication)
    if (count >= this.#most.count || now - this.#most.at > MEMORY_MS) this.#most = { count, at: now }
    return count
  }

  #find(now: number): string[] {
    const { master, replica, location, problems } = this.#options
    const found: string[] = []
    const count = this.#count(now)
    if (count !== undefined) {
      if (count === 0) found.push('the Redis master has no replica in step: new entries are only on its own disk')
      else if (count < this.#most.count)
        found.push(`Redis has lost replicas: ${count} of ${this.#most.count} are in step with the master`)
    }
    if (!replica.connected) {
      // The connection itself reports a better reason.
      if (!problems.has(READING_REPLICA)) found.push('the Redis replica that pages are read from cannot be reached')
    } else if (replica.refusal !== undefined)
      found.push(`the master is read instead of a replica: ${explainRefusal(replica.refusal, location.replica)}`)
    else if (master.state && !replica.inStep)
      found.push(
        'the Redis replica that pages are read from is not in step with the master, so the master is read instead',
      )
    return found
  }
}
