import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import type { RedisLocation } from '../../configuration/redis-location.ts'
import {
  type Appended,
  type AppendOptions,
  type Book,
  type Changes,
  type Found,
  type Health,
  NotWritten,
  type Page,
  type PageRequest,
  type Snapshot,
  Unreadable,
} from '../book.ts'
import type { Draft } from '../entry.ts'
import { compareIds, LOG_START, type LogId, previousId } from '../log-id.ts'
import { type Position, reaches } from '../position.ts'
import { Appender } from './appender.ts'
import { type Connections, connect } from './connections.ts'
import { KEYS } from './encoding.ts'
import { CHECK_INTERVAL, FollowedNode } from './followed-node.ts'
import { follow } from './follower.ts'
import { MasterWatch } from './master-watch.ts'
import { readEntry, readPage } from './reading.ts'
import { REMOVE } from './scripts.ts'
import { explainFailedWrite } from './write-failure.ts'

/** How much of the time that a write may take Redis gets; the rest is for saying so. */
const REDIS_SHARE = 0.9

export interface RedisBookOptions {
  readonly location: RedisLocation
  readonly writeReplicas: number
  /** Milliseconds. */
  readonly writeTimeout: number
  /** The first entry of a new book; empty: none. Undefined: no book is made where there is none. */
  readonly seedMessage: string | undefined
  readonly log: Logger
}

/**
 * A book on a Redis master and its replicas. Returns at once, whether or not a node can be reached: what needs one is
 * refused until it can.
 */
export function openRedisBook(options: RedisBookOptions): Book {
  return new RedisBook(options)
}

class RedisBook implements Book {
  readonly #log: Logger
  readonly #connections: Connections
  readonly #appender: Appender
  readonly #master: MasterWatch
  readonly #replica: FollowedNode
  /** How far this process has followed the log: what is behind that is not read from. */
  #followed: Position | undefined
  /** Keeps what is known of the replica up to date while nobody reads from it. */
  readonly #checks: NodeJS.Timeout

  constructor({ location, writeReplicas, writeTimeout, seedMessage, log }: RedisBookOptions) {
    this.#log = log
    const redisTimeout = Math.ceil(REDIS_SHARE * writeTimeout)
    this.#connections = connect(location, { writeTimeout: redisTimeout, log })
    this.#appender = new Appender(this.#connections.writer, {
      writeReplicas,
      writeTimeout: redisTimeout,
      seed: { name: 'Guestbook', message: seedMessage ?? '' },
      salt: () => this.#master.state?.salt,
    })
    this.#master = new MasterWatch(this.#connections.master, {
      createBook: async () => {
        if (this.#connections.writer.status !== 'ready') throw new NotWritten('there is no connection to write by yet')
        await this.#appender.createBook()
      },
      isRefusing: () => this.#appender.isRefused,
      mayBegin: seedMessage !== undefined,
      onLost: () => void this.#checkReplica(),
      log,
    })
    // The master's watch may have been there first, and could not create a book.
    this.#connections.writer.on('ready', () => void this.#master.ask())
    this.#replica = new FollowedNode(this.#connections.replica)
    // It may be all there is from the first moment on.
    this.#connections.replica.on('ready', () => void this.#checkReplica())
    this.#checks = setInterval(() => void this.#checkReplica(), CHECK_INTERVAL).unref()
    this.#connections.writer.defineCommand('removeEntry', { lua: REMOVE, numberOfKeys: 3 })
  }

  append(draft: Draft, options: AppendOptions = {}): Promise<Appended> {
    return this.#appender.append({ name: draft.name.toWellFormed(), message: draft.message.toWellFormed() }, options)
  }

  async remove(id: LogId): Promise<Position | undefined> {
    if (this.#connections.writer.status !== 'ready') throw new NotWritten('the Redis master cannot be reached or used')
    const started = performance.now()
    const writer = this.#connections.writer as Redis & RemoveCommand
    const reply = await writer.removeEntry(KEYS.entries, KEYS.removed, KEYS.generation, id).catch((error: unknown) => {
      throw explainFailedWrite(error)
    })
    if (!reply) return undefined
    await this.#appender.confirm(started)
    const [generation, removed] = reply
    return { generation, entries: LOG_START, removed }
  }

  page({ before, limit, atLeast, fromMaster = false }: PageRequest): Promise<Page> {
    const read = (node: Redis) => readPage(node, { before, limit })
    if (fromMaster) return this.#readFromMaster(read)
    return this.#read(read, {
      atLeast,
      // From a node that is behind what stands next to the cursor, it would be missing.
      isWhole: ({ position }) =>
        before === undefined || before === LOG_START || compareIds(position.entries, previousId(before)) >= 0,
    })
  }

  find(id: LogId, atLeast?: Position): Promise<Found> {
    return this.#read((node) => readEntry(node, id), {
      atLeast,
      // A node that is behind the id cannot say that there is no such entry.
      isWhole: ({ entry, position }) => entry !== undefined || compareIds(position.entries, id) >= 0,
    })
  }

  async *follow(signal: AbortSignal): AsyncGenerator<Snapshot | Changes> {
    const connections = this.#connections.openFollower()
    // Ends the read that is under way, too, instead of waiting for its news.
    const end = () => connections.close()
    signal.addEventListener('abort', end, { once: true })
    try {
      const options = { ...connections, masterState: () => this.#master.state, log: this.#log }
      for await (const next of follow(options, signal)) {
        this.#followed = next.position
        yield next
      }
    } finally {
      signal.removeEventListener('abort', end)
      end()
    }
  }

  health(): Health {
    const isMasterThere = this.#master.state !== undefined
    return {
      writable: isMasterThere && !this.#appender.isRefused,
      readable: isMasterThere || (this.#replica.connected && this.#replica.inStep),
      lastContact: Math.max(this.#master.lastAnswer, this.#replica.lastInStep),
      masterContact: this.#master.lastAnswer,
      warnings: [...this.#master.warnings, ...this.#appender.warnings],
    }
  }

  async close(): Promise<void> {
    clearInterval(this.#checks)
    this.#master.close()
    this.#connections.close()
  }

  /**
   * Reads from the replica, and from the master where the replica is out of step or its answer is behind this process or
   * `atLeast`, or not whole. Without a master, a whole answer that is not behind this process will do.
   */
  async #read<Answer extends { position: Position }>(
    read: (node: Redis) => Promise<Answer>,
    { atLeast, isWhole }: { atLeast: Position | undefined; isWhole: (answer: Answer) => boolean },
  ): Promise<Answer> {
    await this.#checkReplica()
    let usable: Answer | undefined
    if (this.#replica.connected && this.#replica.inStep) {
      try {
        const answer = await read(this.#connections.replica)
        if (isWhole(answer) && isFreshEnough(answer.position, this.#followed)) usable = answer
        if (usable && isFreshEnough(usable.position, atLeast)) return usable
      } catch {
        this.#replica.forget()
      }
    }
    try {
      return await this.#readFromMaster(read)
    } catch (error) {
      if (usable) return usable
      throw error
    }
  }

  /** Where the master can be asked instead, each answer is held against this process; without it, the replica has to do or not. */
  #checkReplica(): Promise<void> {
    const master = this.#master.state
    return this.#replica.check(master, master ? undefined : this.#followed)
  }

  async #readFromMaster<Answer>(read: (node: Redis) => Promise<Answer>): Promise<Answer> {
    try {
      return await read(this.#connections.master)
    } catch (error) {
      throw new Unreadable('the Redis master cannot be read from', { cause: error })
    }
  }
}

function isFreshEnough(position: Position, required: Position | undefined): boolean {
  return required === undefined || reaches(position, required)
}

interface RemoveCommand {
  removeEntry(entries: string, removed: string, generation: string, id: LogId): Promise<[string, LogId] | null>
}
