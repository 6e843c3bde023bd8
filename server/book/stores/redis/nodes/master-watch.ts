import { EventEmitter } from 'node:events'
import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import type { UnixTime } from '../../../../common/unix-time.ts'
import { randomName } from '../../../secrets.ts'
import type { BookKeys } from '../book-keys.ts'
import type { WriteState } from '../write-state.ts'
import { DurabilityWatch } from './durability-watch.ts'
import { NOT_A_MASTER, type Refused, TOO_OLD } from './explain-refusal.ts'
import { MasterProblems, Unusable } from './master-problems.ts'
import type { Problems } from './problems.ts'
import { parseInfo, parseReplication, type Replication } from './replication.ts'

/** What is known of the master while it can be reached. */
export interface MasterState {
  readonly replication: Replication
  readonly generation: string
  /** Clients' addresses are hashed with it. */
  readonly salt: string
}

interface MasterAnswer {
  readonly generation: string | null
  readonly salt: string | null
  readonly replication: Replication
}

interface MasterWatchOptions {
  readonly keys: BookKeys
  /** Creates the book if it is missing. Throws if the master accepts no writes. */
  readonly createBook: () => Promise<void>
  readonly tryWriting: () => Promise<void>
  readonly writes: WriteState
  /** False: never creates a book; a master without one counts as unreachable. */
  readonly mayBegin: boolean
  readonly address: Refused
  readonly problems: Problems
  readonly log: Logger
}

interface MasterWatchEvents {
  lost: []
  /** The master has started another history, after a restart or a failover; `state` already has it. */
  history: []
}

const ASK_INTERVAL_MS = 500

/** Owners may change settings of Redis at runtime. */
const INSPECTION_INTERVAL_MS = 5000

const LOOK_ELSEWHERE_INTERVAL_MS = 1000

/** Polls the master: whether it is there, its generation of the book, and its replication history. */
export class MasterWatch extends EventEmitter<MasterWatchEvents> {
  state: MasterState | undefined
  lastAnswer: UnixTime = 0
  readonly #node: Redis
  readonly #options: MasterWatchOptions
  readonly #problems: MasterProblems
  readonly #durability: DurabilityWatch
  readonly #timers: readonly NodeJS.Timeout[]
  #asking: Promise<void> | undefined
  #historyId: string | undefined
  #isVersionKnown = false
  #lookedElsewhereAt = 0
  #closed = false

  constructor(node: Redis, options: MasterWatchOptions) {
    super()
    this.setMaxListeners(0)
    this.#node = node
    this.#options = options
    this.#problems = new MasterProblems(options)
    this.#durability = new DurabilityWatch(node, options)
    node.on('ready', () => void this.ask().then(() => this.#inspect()))
    node.on('close', () => {
      this.#isVersionKnown = false
      this.#lose()
    })
    // Nothing is known about a node that cannot be reached.
    node.on('error', () => {
      this.#problems.forget()
      this.#durability.forget()
      this.#options.writes.forget()
    })
    this.#timers = [
      setInterval(() => void this.ask(), ASK_INTERVAL_MS).unref(),
      setInterval(() => void this.#inspect(), INSPECTION_INTERVAL_MS).unref(),
    ]
  }

  /** Why confirmed entries may still be lost, as sentences. */
  get weaknesses(): readonly string[] {
    return this.#durability.weaknesses
  }

  /** Asks now. Calls during a request share its answer. */
  ask(): Promise<void> {
    if (this.#closed || this.#node.status !== 'ready') return Promise.resolve()
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = undefined
    })
    return this.#asking
  }

  close(): void {
    this.#closed = true
    for (const timer of this.#timers) clearInterval(timer)
  }

  async tryWriting(): Promise<void> {
    if (!this.state) return
    await this.#options.tryWriting()
  }

  async #ask(): Promise<void> {
    const { writes } = this.#options
    try {
      const found = await this.#find()
      const { generation, salt, replication } = await this.#complete(found)
      if (generation === null) throw new Unusable('there is no guestbook on this Redis')
      const isNew = this.state === undefined
      this.state = { replication, generation, salt: salt ?? this.state?.salt ?? randomName() }
      this.#problems.solved()
      writes.update(replication)
      this.#noteHistory(replication)
      if (isNew || writes.isRefused) await this.tryWriting()
    } catch (error) {
      this.#problems.report(error)
      this.#lose()
    }
  }

  async #find(): Promise<MasterAnswer> {
    const [generation, salt, info, server] = await Promise.all([
      this.#node.get(this.#options.keys.generation),
      this.#node.get(this.#options.keys.salt),
      this.#node.info('replication'),
      this.#isVersionKnown ? '' : this.#node.info('server'),
    ])
    if (Number.parseInt(parseInfo(server).get('redis_version') ?? '7', 10) < 7) throw new Unusable(TOO_OLD)
    this.#isVersionKnown = true
    const replication = parseReplication(info)
    if (replication.role !== 'master') {
      this.#lookElsewhere()
      throw new Unusable(NOT_A_MASTER)
    }
    this.lastAnswer = Date.now()
    return { generation, salt, replication }
  }

  /** A master that accepts no writes can still be read if it has a book. */
  async #complete(found: MasterAnswer): Promise<MasterAnswer> {
    const { createBook, mayBegin } = this.#options
    const isBook = found.generation !== null
    if (!isBook && !mayBegin) return found
    if (isBook && found.salt !== null) return found
    await createBook().catch((error: unknown) => {
      if (!isBook) throw error
    })
    return this.#find()
  }

  #noteHistory({ historyId }: Replication): void {
    const isAnother = this.#historyId !== undefined && this.#historyId !== historyId
    this.#historyId = historyId
    if (isAnother) this.emit('history')
  }

  /** After a failover the address leads to another node, but an open connection does not. */
  #lookElsewhere(): void {
    const now = performance.now()
    if (now - this.#lookedElsewhereAt < LOOK_ELSEWHERE_INTERVAL_MS) return
    this.#lookedElsewhereAt = now
    this.#node.disconnect(true)
  }

  async #inspect(): Promise<void> {
    if (this.#node.status !== 'ready') return
    await this.#durability.inspect()
    await this.tryWriting()
  }

  #lose(): void {
    if (this.state === undefined) return
    this.state = undefined
    this.emit('lost')
  }
}
