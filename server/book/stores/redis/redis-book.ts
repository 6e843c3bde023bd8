import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import { type DraftInput, toWellFormed } from '../../../common/entry.ts'
import { compareIds, isId, LOG_START, type LogId, previousId } from '../../../common/log-id.ts'
import type { Position } from '../../../common/position.ts'
import type { RedisLocation } from '../../../configuration/redis-location.ts'
import type {
  Appended,
  AppendOptions,
  Book,
  Changes,
  Found,
  Held,
  Ownership,
  Page,
  PageRequest,
  Snapshot,
} from '../../book.ts'
import { NotOwn, NotWritten } from '../../errors.ts'
import type { Health } from '../../health.ts'
import { createKiosks, type Kiosks } from '../../kiosks.ts'
import type { Moderation } from '../../moderation.ts'
import { seedDraft } from '../seed.ts'
import { Appender } from './appender.ts'
import type { BookKeys } from './book-keys.ts'
import { follow } from './follower.ts'
import { describeHealth } from './health.ts'
import { createMasterWrite } from './master-write.ts'
import { RedisModeration } from './moderation.ts'
import { defineModerationReads } from './moderation-reads.ts'
import { type Connections, connect } from './nodes/connections.ts'
import { explainRefusal } from './nodes/explain-refusal.ts'
import { LostReplicas } from './nodes/lost-replicas.ts'
import { MasterWatch } from './nodes/master-watch.ts'
import { NextAttempt } from './nodes/next-attempt.ts'
import { NodeChoice } from './nodes/node-choice.ts'
import { keepOnOneMaster } from './nodes/one-master.ts'
import { Problems } from './nodes/problems.ts'
import { CHECK_INTERVAL, ReadableReplica } from './nodes/readable-replica.ts'
import { TopologyWatch } from './nodes/topology-watch.ts'
import { defineHeldReads, readHeldBy, takeBack, withdraw } from './own-entries.ts'
import { RedisOwners } from './owners/redis-owners.ts'
import { readEntry, readPage } from './reading.ts'
import { askSecret, defineSecret } from './secret.ts'
import { Transitions } from './transitions.ts'
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
  readonly moderation: Moderation
  readonly owners: RedisOwners
  readonly kiosks: Kiosks
  readonly #keys: BookKeys
  readonly #location: RedisLocation
  readonly #problems: Problems
  readonly #connections: Connections
  readonly #writes: WriteState
  readonly #appender: Appender
  readonly #transitions: Transitions
  readonly #master: MasterWatch
  readonly #replica: ReadableReplica
  readonly #nodes: NodeChoice
  readonly #replicas: LostReplicas
  readonly #topology: TopologyWatch
  /** How far this process has followed the log. Answers behind it are not used. */
  #followed: Position | undefined
  readonly #checks: NodeJS.Timeout

  constructor(options: RedisBookOptions) {
    const { keys, location, writeReplicas, writeTimeout, seedMessage, log, now = Date.now } = options
    this.#keys = keys
    this.#location = location
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
      seed: seedDraft(seedMessage ?? ''),
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
    this.#replica = new ReadableReplica(replica, keys)
    this.#topology = new TopologyWatch({ master: this.#master, replica: this.#replica })
    this.#replicas = new LostReplicas({ location, master: this.#master, replica: this.#replica, problems })
    this.#nodes = new NodeChoice({
      connections: this.#connections,
      master: this.#master,
      masterAttempt: new NextAttempt(master),
      replica: this.#replica,
      replicas: this.#replicas,
      followed: () => this.#followed,
    })
    this.#master.on('lost', () => this.#replica.forget())
    // Open connections may lead to another node than their addresses do now.
    this.#master.on('history', () => replica.disconnect(true))
    keepOnOneMaster(this.#connections, this.#master)
    // It may be the only node from the start.
    replica.on('ready', () => void this.#nodes.checkReplica())
    this.#checks = setInterval(
      () => void this.#nodes.checkReplica().then(() => this.#replicas.report()),
      CHECK_INTERVAL,
    )
    this.#checks.unref()
    defineSecret(writer)
    defineModerationReads(master)
    for (const node of [master, replica]) defineHeldReads(node)
    const write = createMasterWrite({
      writer,
      isThere: () => this.#master.state !== undefined,
      problems: () => problems.current,
      confirm: (started) => this.#appender.confirm(started),
    })
    this.#transitions = new Transitions(writer, { keys, write })
    this.moderation = new RedisModeration({
      keys,
      transitions: this.#transitions,
      read: (read) => this.#nodes.readFromMaster(read),
    })
    this.owners = new RedisOwners({ keys, master, writer, write, now })
    const ring = { ...keys.kiosks(), generation: keys.generation }
    this.kiosks = createKiosks(new RedisOwners({ keys: ring, master, writer, write, now }))
  }

  append(draft: DraftInput, options: AppendOptions = {}): Promise<Appended> {
    return this.#appender.append(toWellFormed(draft), options)
  }

  async replace(id: LogId, draft: DraftInput, own: Ownership, options: AppendOptions = {}): Promise<Appended> {
    if (!isId(id)) throw new NotOwn('gone')
    return this.#appender.replace(toWellFormed(draft), options, { id, own })
  }

  takeBack(id: LogId, own: Ownership): Promise<Position> {
    return takeBack(this.#transitions, id, own)
  }

  withdraw(id: LogId, author: string): Promise<boolean> {
    return withdraw(this.#transitions, id, author)
  }

  async heldBy(author: string, ids: readonly LogId[]): Promise<readonly Held[]> {
    return this.#nodes.readFromMasterFirst((node) => readHeldBy(node, this.#keys, author, ids))
  }

  secret(): Promise<string> {
    return askSecret(this.#connections.writer, this.#keys)
  }

  page({ before, after, limit, atLeast, fromMaster = false }: PageRequest): Promise<Page> {
    const read = (node: Redis) => readPage(node, this.#keys, { before, after, limit })
    if (fromMaster) return this.#nodes.readFromMaster(read)
    // A node behind the cursor might miss the entries beside it.
    const cursor = after ?? (before === undefined || before === LOG_START ? LOG_START : previousId(before))
    return this.#nodes.read(read, { atLeast, isWhole: ({ position }) => compareIds(position.entries, cursor) >= 0 })
  }

  find(id: LogId, atLeast?: Position): Promise<Found> {
    return this.#nodes.read((node) => readEntry(node, this.#keys, id), {
      atLeast,
      // A node behind the id cannot tell that there is no such entry.
      isWhole: ({ entry, position }) => entry !== undefined || compareIds(position.entries, id) >= 0,
    })
  }

  async *follow(signal: AbortSignal): AsyncGenerator<Snapshot | Changes> {
    const connections = this.#connections.openFollower()
    const end = () => connections.close()
    signal.addEventListener('abort', end, { once: true })
    // Their news may come from a lost history, and a former master that hangs would delay the next one's.
    const leave = () => {
      if (signal.aborted) return
      for (const node of [connections.replica, connections.master]) node.disconnect(true)
    }
    this.#master.on('history', leave)
    try {
      const refused = (message: string | undefined) =>
        this.#problems.report('following', message ? [explainRefusal(message, this.#location.master)] : [])
      const options = { ...connections, keys: this.#keys, masterState: () => this.#master.state, refused }
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
    return describeHealth({
      master: this.#master,
      replica: this.#replica,
      replicas: this.#replicas,
      writer: this.#connections.writer,
      writes: this.#writes,
      problems: this.#problems,
      topology: this.#topology,
    })
  }

  async close(): Promise<void> {
    clearInterval(this.#checks)
    this.#master.close()
    this.#connections.close()
  }
}
