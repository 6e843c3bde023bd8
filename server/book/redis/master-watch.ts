import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import { NotWritten } from '../book.ts'
import { randomName } from '../random-name.ts'
import { findWeaknesses } from './durability.ts'
import { KEYS } from './encoding.ts'
import { parseReplication, type Replication } from './replication.ts'

/** What is known of the master while it can be reached. */
export interface MasterState {
  readonly replication: Replication
  /** The one generation that counts. */
  readonly generation: string
  /** What clients' addresses are hashed with. */
  readonly salt: string
}

/** What is on a master, as far as it is there. */
interface Found {
  readonly generation: string | null
  readonly salt: string | null
  readonly replication: Replication
}

export interface MasterWatchOptions {
  /** Makes sure that there is a book with a salt. Throws where the master takes no writes. */
  readonly createBook: () => Promise<void>
  /** True where the master refused the last write: whether it still would is tried. */
  readonly isRefusing: () => boolean
  /** False leaves a master without a book as it is, and unreachable. */
  readonly mayBegin: boolean
  /** Called when the master can no longer be reached; `state` is undefined then. */
  readonly onLost: () => void
  readonly log: Logger
}

/** How often the master is asked, in milliseconds. */
const INTERVAL = 500

/** How often it is asked whether it keeps what it acknowledges, in milliseconds: its owner may change that while it runs. */
const INSPECTION_INTERVAL = 5000

/**
 * Asks the master at short intervals whether it is there, which generation of the book it holds, and which history its replicas
 * must have.
 */
export class MasterWatch {
  /** Undefined while the master cannot be reached. */
  state: MasterState | undefined
  /** Why what this master acknowledges may yet be lost. */
  warnings: readonly string[] = []
  /** When a master last answered, in milliseconds since 1970. */
  lastAnswer = 0
  readonly #node: Redis
  readonly #options: MasterWatchOptions
  readonly #timers: readonly NodeJS.Timeout[]
  #asking: Promise<void> | undefined
  /** Why the master could not be used when it was last asked; undefined where it could. */
  #reason: string | undefined
  #closed = false

  constructor(node: Redis, options: MasterWatchOptions) {
    this.#node = node
    this.#options = options
    node.on('ready', () => void this.#inspect().then(() => this.ask()))
    node.on('close', () => this.#lose())
    this.#timers = [
      setInterval(() => void this.ask(), INTERVAL).unref(),
      setInterval(() => void this.#inspect(), INSPECTION_INTERVAL).unref(),
    ]
  }

  /** Asks now; calls that come while an answer is under way share it. */
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

  async #ask(): Promise<void> {
    try {
      const found = await this.#find()
      const { generation, salt, replication } = await this.#complete(found)
      if (generation === null) throw new Error('there is no guestbook on this Redis')
      this.state = { replication, generation, salt: salt ?? this.state?.salt ?? randomName() }
      this.#reason = undefined
    } catch (error) {
      this.#explain(error)
      this.#lose()
    }
  }

  async #find(): Promise<Found> {
    const [generation, salt, info] = await Promise.all([
      this.#node.get(KEYS.generation),
      this.#node.get(KEYS.salt),
      this.#node.info('replication'),
    ])
    const replication = parseReplication(info)
    if (replication.role !== 'master') throw new Error('the node at the master’s address is a replica')
    this.lastAnswer = Date.now()
    return { generation, salt, replication }
  }

  /** Makes what is missing. A master that takes no writes can be read all the same, provided that it holds a book. */
  async #complete(found: Found): Promise<Found> {
    const { createBook, isRefusing, mayBegin } = this.#options
    const isBook = found.generation !== null
    if (!isBook && !mayBegin) return found
    if (isBook && found.salt !== null && !isRefusing()) return found
    await createBook().catch((error: unknown) => {
      if (!isBook) throw error
    })
    return this.#find()
  }

  /** Says once for each reason why the master is not used although it is there. Of connections themselves something else tells. */
  #explain(error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error)
    if (reason !== this.#reason && !(error instanceof NotWritten))
      this.#options.log.warn({ reason }, 'the Redis master cannot be used')
    this.#reason = reason
  }

  async #inspect(): Promise<void> {
    if (this.#node.status !== 'ready') return
    const weaknesses = await findWeaknesses(this.#node).catch(() => this.warnings)
    if (weaknesses.length > 0 && weaknesses.join() !== this.warnings.join()) {
      this.#options.log.warn({ weaknesses }, 'this Redis master may lose entries that it has acknowledged')
    }
    this.warnings = weaknesses
  }

  #lose(): void {
    if (this.state === undefined) return
    this.state = undefined
    this.#options.onLost()
  }
}
