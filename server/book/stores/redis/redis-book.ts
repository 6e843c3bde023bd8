import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import { type DraftInput, toWellFormed } from '../../../common/entry.ts'
import { compareIds, LOG_START, type LogId, previousId } from '../../../common/log-id.ts'
import { type Position, reaches } from '../../../common/position.ts'
import type { RedisLocation } from '../../../configuration/redis-location.ts'
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
} from '../../book.ts'
import { Appender } from './appender.ts'
import type { BookKeys } from './book-keys.ts'
import { type Connections, connect } from './connections.ts'
import { CHECK_INTERVAL, FollowedNode } from './followed-node.ts'
import { follow } from './follower.ts'
import { MasterWatch } from './master-watch.ts'
import { createMasterWrite, type MasterWrite } from './master-write.ts'
import { NextAttempt } from './next-attempt.ts'
import { RedisOwners } from './owners/redis-owners.ts'
import { Problems } from './problems.ts'
import { readEntry, readPage } from './reading.ts'
import { ReplicaWatch } from './replica-watch.ts'
import { parseReplication } from './replication.ts'
import { REMOVE } from './scripts.ts'
import { WriteState } from './write-state.ts'
import { createWriteTrial } from './write-trial.ts'

/** The rest is for answering. */
const REDIS_SHARE = 0.9

export interface RedisBookOptions {
  readonly keys: BookKeys
  readonly location: RedisLocation
  readonly writeReplicas: number
  /** In milliseconds. */
  readonly writeTimeout: number
  /** The first entry of a new book; empty: none. Undefined: never creates a book. */
  readonly seedMessage: string | undefined
  readonly log: Logger
  /** The clock for codes and sessions of owners, in milliseconds since 1970. */
  readonly now?: (() => number) | undefined
}

/** Opens a book on a Redis master and its replicas. Returns at once, even if no node can be reached; calls fail until one can. */
export function openRedisBook(options: RedisBookOptions): Book {
  return new RedisBook(options)
}

class RedisBook implements Book {
  readonly owners: RedisOwners
  readonly #keys: BookKeys
  readonly #log: Logger
  readonly #problems: Problems
  readonly #connections: Connections
  readonly #writes: WriteState
  readonly #appender: Appender
  readonly #master: MasterWatch
  readonly #write: MasterWrite
  readonly #masterAttempt: NextAttempt
  readonly #replica: FollowedNode
  readonly #replicas: ReplicaWatch
  /** How far this process has followed the log. Answers behind it are not used. */
  #followed: Position | undefined
  readonly #checks: NodeJS.Timeout

  constructor(options: RedisBookOptions) {
    const { keys, location, writeReplicas, writeTimeout, seedMessage, log, now = Date.now } = options
    this.#keys = keys
    this.#log = log
    this.#problems = new Problems(log)
    const problems = this.#problems
    const redisTimeout = Math.ceil(REDIS_SHARE * writeTimeout)
    this.#connections = connect(location, { writeTimeout: redisTimeout, problems, log })
    const { writer, master, replica } = this.#connections
    this.#writes = new WriteState(writeReplicas, { address: location.master, problems })
    this.#appender = new Appender(writer, {
      keys,
      writeReplicas,
      writeTimeout: redisTimeout,
      seed: toWellFormed({ name: 'Guestbook', message: seedMessage ?? '' }),
      salt: () => this.#master.state?.salt,
      state: this.#writes,
    })
    this.#master = new MasterWatch(master, {
      keys,
      createBook: async () => {
        if (writer.status !== 'ready') throw new NotWritten('there is no connection for writing yet')
        await this.#appender.createBook()
      },
      tryWriting: createWriteTrial(writer, keys, this.#writes),
      writes: this.#writes,
      mayBegin: seedMessage !== undefined,
      address: location.master,
      problems,
      log,
    })
    this.#masterAttempt = new NextAttempt(master)
    this.#replica = new FollowedNode(replica, keys)
    this.#replicas = new ReplicaWatch({ location, master: this.#master, replica: this.#replica, problems })
    this.#master.on('lost', () => this.#replica.forget())
    // Open connections may lead to another node than their addresses do now.
    this.#master.on('history', () => {
      replica.disconnect(true)
      void this.#checkWriter()
    })
    // The watch may have connected first, and then could not create a book or test writing.
    writer.on('ready', () => void this.#master.ask().then(() => this.#master.tryWriting()))
    // It may be the only node from the start.
    replica.on('ready', () => void this.#checkReplica())
    this.#checks = setInterval(() => void this.#watchReplicas(), CHECK_INTERVAL).unref()
    writer.defineCommand('removeEntry', { lua: REMOVE, numberOfKeys: 3 })
    this.#write = createMasterWrite({
      writer,
      isThere: () => this.#master.state !== undefined,
      problems: () => problems.current,
      confirm: (started) => this.#appender.confirm(started),
    })
    this.owners = new RedisOwners({ keys, master, writer, write: this.#write, now })
  }

  append(draft: DraftInput, options: AppendOptions = {}): Promise<Appended> {
    return this.#appender.append(toWellFormed(draft), options)
  }

  async remove(id: LogId): Promise<Position | undefined> {
    const { entries, removed: removals, generation: generationKey } = this.#keys
    const reply = await this.#write(
      (writer) => (writer as Redis & RemoveCommand).removeEntry(entries, removals, generationKey, id),
      { confirm: true },
    )
    if (!reply) return undefined
    const [generation, removed] = reply
    return { generation, entries: LOG_START, removed }
  }

  page({ before, limit, atLeast, fromMaster = false }: PageRequest): Promise<Page> {
    const read = (node: Redis) => readPage(node, this.#keys, { before, limit })
    if (fromMaster) return this.#readFromMaster(read, { isUrgent: true })
    return this.#read(read, {
      atLeast,
      // A node behind the cursor might miss the entries just before it.
      isWhole: ({ position }) =>
        before === undefined || before === LOG_START || compareIds(position.entries, previousId(before)) >= 0,
    })
  }

  find(id: LogId, atLeast?: Position): Promise<Found> {
    return this.#read((node) => readEntry(node, this.#keys, id), {
      atLeast,
      // A node behind the id cannot tell that there is no such entry.
      isWhole: ({ entry, position }) => entry !== undefined || compareIds(position.entries, id) >= 0,
    })
  }

  async *follow(signal: AbortSignal): AsyncGenerator<Snapshot | Changes> {
    const connections = this.#connections.openFollower()
    const end = () => connections.close()
    signal.addEventListener('abort', end, { once: true })
    // Its news may come from a lost history.
    const leave = () => {
      if (!signal.aborted) connections.replica.disconnect(true)
    }
    this.#master.on('history', leave)
    try {
      const options = { ...connections, keys: this.#keys, masterState: () => this.#master.state, log: this.#log }
      for await (const next of follow(options, signal)) {
        this.#followed = next.position
        yield next
      }
    } finally {
      signal.removeEventListener('abort', end)
      this.#master.off('history', leave)
      end()
    }
  }

  health(): Health {
    const isMasterThere = this.#master.state !== undefined
    const warnings = () => [...this.#master.weaknesses, ...this.#problems.current]
    const replication = () => this.#replicas.health()
    return {
      writable: isMasterThere && this.#connections.writer.status === 'ready' && this.#writes.isPossible,
      readable: isMasterThere || (this.#replica.connected && this.#replica.inStep),
      lastContact: Math.max(this.#master.lastAnswer, this.#replica.lastInStep),
      masterContact: this.#master.lastAnswer,
      // Computed lazily, since every page asks for the health.
      get warnings() {
        return warnings()
      },
      get replication() {
        return replication()
      },
    }
  }

  async close(): Promise<void> {
    clearInterval(this.#checks)
    this.#master.close()
    this.#connections.close()
  }

  /** Without a master, a replica's complete answer will do if it is not behind this process. */
  async #read<Answer extends { position: Position }>(
    read: (node: Redis) => Promise<Answer>,
    { atLeast, isWhole }: { atLeast: Position | undefined; isWhole: (answer: Answer) => boolean },
  ): Promise<Answer> {
    const isUrgent = atLeast !== undefined
    if (this.#master.state && !this.#replicas.areExpected) return this.#readFromMaster(read, { isUrgent })
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
      return await this.#readFromMaster(read, { isUrgent })
    } catch (error) {
      if (usable) return usable
      throw error
    }
  }

  async #watchReplicas(): Promise<void> {
    await this.#checkReplica()
    this.#replicas.report()
  }

  /** Reconnects the writer if it leads to another node than the known master. */
  async #checkWriter(): Promise<void> {
    const { writer } = this.#connections
    if (writer.status !== 'ready') return
    const info = await writer.info('replication').catch(() => undefined)
    const { state } = this.#master
    if (info === undefined || state === undefined) return
    if (parseReplication(info).historyId !== state.replication.historyId) writer.disconnect(true)
  }

  #checkReplica(): Promise<void> {
    const master = this.#master.state
    return this.#replica.check(master, master ? undefined : this.#followed)
  }

  async #readFromMaster<Answer>(
    read: (node: Redis) => Promise<Answer>,
    { isUrgent }: { isUrgent: boolean },
  ): Promise<Answer> {
    try {
      await this.#masterAttempt.ended({ isUrgent })
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
