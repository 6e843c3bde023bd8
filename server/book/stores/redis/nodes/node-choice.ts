import type { Redis } from 'ioredis'
import { type Position, reaches } from '../../../../common/position.ts'
import { Unreadable } from '../../../errors.ts'
import type { LostReplicas } from './lost-replicas.ts'
import type { MasterWatch } from './master-watch.ts'
import type { NextAttempt } from './next-attempt.ts'
import type { ReadableReplica } from './readable-replica.ts'

interface NodeChoiceOptions {
  readonly connections: { readonly master: Redis; readonly replica: Redis }
  readonly master: MasterWatch
  readonly masterAttempt: NextAttempt
  readonly replica: ReadableReplica
  readonly replicas: LostReplicas
  /** How far this process has followed the log. Answers behind it are not used. */
  readonly followed: () => Position | undefined
}

type Read<Answer> = (node: Redis) => Promise<Answer>

/** Chooses the node that answers a read. Reads throw {@link Unreadable}. */
export class NodeChoice {
  readonly #options: NodeChoiceOptions

  constructor(options: NodeChoiceOptions) {
    this.#options = options
  }

  /** Prefers a replica that is far enough. Without a master, its complete answer will do if it is not behind this process. */
  async read<Answer extends { position: Position }>(
    read: Read<Answer>,
    { atLeast, isWhole }: { atLeast: Position | undefined; isWhole: (answer: Answer) => boolean },
  ): Promise<Answer> {
    const { connections, master, replica, replicas, followed } = this.#options
    const isUrgent = atLeast !== undefined
    if (master.state && !replicas.areExpected) return this.readFromMaster(read, { isUrgent })
    await this.checkReplica()
    let usable: Answer | undefined
    if (replica.connected && replica.inStep) {
      try {
        const answer = await read(connections.replica)
        if (isWhole(answer) && isFreshEnough(answer.position, followed())) usable = answer
        if (usable && isFreshEnough(usable.position, atLeast)) return usable
      } catch {
        replica.forget()
      }
    }
    try {
      return await this.readFromMaster(read, { isUrgent })
    } catch (error) {
      if (usable) return usable
      throw error
    }
  }

  async readFromMaster<Answer>(read: Read<Answer>, { isUrgent = true } = {}): Promise<Answer> {
    try {
      await this.#options.masterAttempt.ended({ isUrgent })
      return await read(this.#options.connections.master)
    } catch (error) {
      throw new Unreadable('the Redis master cannot be read from', { cause: error })
    }
  }

  /** Asks the master, or without one a replica. */
  async readFromMasterFirst<Answer>(read: Read<Answer>, { isUrgent = true } = {}): Promise<Answer> {
    try {
      return await this.readFromMaster(read, { isUrgent })
    } catch (error) {
      return await this.readFromReplica(read).catch(() => {
        throw error
      })
    }
  }

  /** For when there is no master. */
  async readFromReplica<Answer>(read: Read<Answer>): Promise<Answer> {
    const { connections, replica } = this.#options
    await this.checkReplica()
    if (!replica.connected || !replica.inStep) throw new Unreadable('no replica can be read from')
    try {
      return await read(connections.replica)
    } catch (cause) {
      throw new Unreadable('the replica cannot be read from', { cause })
    }
  }

  checkReplica(): Promise<void> {
    const { master, replica, followed } = this.#options
    return replica.check(master.state, master.state ? undefined : followed())
  }
}

function isFreshEnough(position: Position, required: Position | undefined): boolean {
  return required === undefined || reaches(position, required)
}
