import type { Redis } from 'ioredis'
import { type Position, reaches } from '../../../shared/position.ts'
import type { BookKeys } from './book-keys.ts'
import type { MasterState } from './master-watch.ts'
import { readPosition } from './reading.ts'
import { followsMaster, parseReplication, type Replication } from './replication.ts'

/** How often a node that is read from is asked about its own state, in milliseconds. */
export const CHECK_INTERVAL = 500

/** A replica as one who reads from it knows it: in step with the master or not, as of a moment ago. */
export class FollowedNode {
  readonly connection: Redis
  readonly #keys: BookKeys
  /** Whether it followed the master and had reached the given position when it was last checked. */
  inStep = false
  /** When it last was, in milliseconds since 1970. */
  lastInStep = 0
  /** What it said of its replication when it was last checked; undefined where it did not answer. */
  replication: Replication | undefined
  /** By the clock that never jumps: after a jump back a check would not be repeated for as long. */
  #checkedAt = Number.NEGATIVE_INFINITY
  /** The history of the master that it was held against. */
  #historyId: string | undefined
  #checking: Promise<void> | undefined

  constructor(connection: Redis, keys: BookKeys) {
    this.connection = connection
    this.#keys = keys
    connection.on('close', () => {
      this.replication = undefined
      this.forget()
    })
  }

  get connected(): boolean {
    return this.connection.status === 'ready'
  }

  /** To be called when the node failed: it is checked again before it is next read from. */
  forget(): void {
    this.inStep = false
    this.#checkedAt = Number.NEGATIVE_INFINITY
  }

  /**
   * Brings `inStep` up to date where it is older than an interval, or where the master has come, gone or become another since: a
   * replica whose link is down is out of step while there is a master, and all there is where there is none. Never throws.
   */
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
    const isRecent = performance.now() - this.#checkedAt < CHECK_INTERVAL
    return this.connected && !(isRecent && this.#historyId === master?.replication.historyId)
  }

  async #check(master: MasterState | undefined, position: Position | undefined): Promise<void> {
    try {
      const { connection } = this
      const [info, reached] = await Promise.all([connection.info('replication'), readPosition(connection, this.#keys)])
      this.replication = parseReplication(info)
      this.inStep = followsMaster(this.replication, master?.replication) && hasReached(reached, position, master)
    } catch {
      this.replication = undefined
      this.inStep = false
    }
    this.#checkedAt = performance.now()
    this.#historyId = master?.replication.historyId
    if (this.inStep) this.lastInStep = Date.now()
  }
}

/**
 * Whether a node's state is as far as a reader. One that holds no book has reached nothing: it was restarted without its
 * master. Which generation counts, the master says; without it, the reader's own.
 */
function hasReached(state: Position, reader: Position | undefined, master: MasterState | undefined): boolean {
  if (state.generation === '') return false
  if (master && state.generation !== master.generation) return false
  if (reader === undefined) return true
  return reaches(state, reader) || (master !== undefined && reader.generation !== master.generation)
}
