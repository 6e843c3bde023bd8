import type { Redis } from 'ioredis'
import { type Position, reaches } from '../../../../common/position.ts'
import type { BookKeys } from '../book-keys.ts'
import { readPosition } from '../reading.ts'
import { isLasting } from '../write-failure.ts'
import type { MasterState } from './master-watch.ts'
import { followsMaster, parseReplication, type Replication } from './replication.ts'

export const CHECK_INTERVAL_MS = 500

/** A replica, or the master if there are none. It may be read while it was in step with the master at the last check. */
export class ReadableReplica {
  readonly connection: Redis
  readonly #keys: BookKeys
  /** Whether it followed the master and had reached the given position, at the last check. */
  inStep = false
  lastInStep = 0
  /** Undefined if it did not answer. */
  replication: Replication | undefined
  /** Why it refused the last check, if that will not pass by itself. */
  refusal: string | undefined
  #checkedAt = Number.NEGATIVE_INFINITY
  #historyId: string | undefined
  #checking: Promise<void> | undefined

  constructor(connection: Redis, keys: BookKeys) {
    this.connection = connection
    this.#keys = keys
    connection.on('close', () => {
      this.replication = undefined
      this.inStep = false
      this.forget()
    })
  }

  get connected(): boolean {
    return this.connection.status === 'ready'
  }

  /** Forces a check before the next read. `inStep` stays until then: most replicas that lost their master can still be read. */
  forget(): void {
    this.#checkedAt = Number.NEGATIVE_INFINITY
  }

  /** Updates `inStep` if it is outdated. Without a master, a replica whose link is down will do. Never throws. */
  async check(master: MasterState | undefined, position?: Position | undefined): Promise<void> {
    if (!this.#isOutdated(master)) return
    await this.#checking
    if (!this.#isOutdated(master)) return
    this.#checking ??= this.#check(master, position).finally(() => {
      this.#checking = undefined
    })
    await this.#checking
  }

  #isOutdated(master: MasterState | undefined): boolean {
    const isRecent = performance.now() - this.#checkedAt < CHECK_INTERVAL_MS
    return this.connected && !(isRecent && this.#historyId === master?.replication.historyId)
  }

  async #check(master: MasterState | undefined, position: Position | undefined): Promise<void> {
    try {
      const { connection } = this
      const [info, reached] = await Promise.all([connection.info('replication'), readPosition(connection, this.#keys)])
      this.replication = parseReplication(info)
      this.inStep = followsMaster(this.replication, master?.replication) && hasReached(reached, position, master)
      this.refusal = undefined
    } catch (error) {
      this.replication = undefined
      this.inStep = false
      this.refusal = isLasting(error) ? error.message : undefined
    }
    this.#checkedAt = performance.now()
    this.#historyId = master?.replication.historyId
    if (this.inStep) this.lastInStep = Date.now()
  }
}

/** A node restarted without its master has no book, and has reached nothing. The master decides which generation counts. */
function hasReached(state: Position, reader: Position | undefined, master: MasterState | undefined): boolean {
  if (state.generation === '') return false
  if (master && state.generation !== master.generation) return false
  if (reader === undefined) return true
  return reaches(state, reader) || (master !== undefined && reader.generation !== master.generation)
}
