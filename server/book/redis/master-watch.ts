import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
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

export interface MasterWatchOptions {
  /** Called where the master holds no book yet, or where its salt has run out. */
  readonly createBook: () => Promise<void>
  /** False leaves a master without a book as it is, and unreachable. */
  readonly mayBegin: boolean
  /** Called when the master can no longer be reached; `state` is undefined then. */
  readonly onLost: () => void
  readonly log: Logger
}

/** How often the master is asked, in milliseconds. */
const INTERVAL = 500

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
  #timer: NodeJS.Timeout | undefined
  #asking: Promise<void> | undefined
  #closed = false

  constructor(node: Redis, options: MasterWatchOptions) {
    this.#node = node
    this.#options = options
    node.on('ready', () => void this.#inspect().then(() => this.ask()))
    node.on('close', () => this.#lose())
    this.#timer = setInterval(() => void this.ask(), INTERVAL).unref()
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
    clearInterval(this.#timer)
  }

  async #ask(): Promise<void> {
    try {
      const [generation, salt, info] = await Promise.all([
        this.#node.get(KEYS.generation),
        this.#node.get(KEYS.salt),
        this.#node.info('replication'),
      ])
      const replication = parseReplication(info)
      if (replication.role !== 'master') throw new Error('the node at the master’s address is a replica')
      this.lastAnswer = Date.now()
      if (generation === null && !this.#options.mayBegin) throw new Error('there is no guestbook on this Redis')
      if (generation === null || salt === null) {
        await this.#options.createBook()
        await this.#ask()
        return
      }
      this.state = { replication, generation, salt }
    } catch (error) {
      if (this.state) this.#options.log.warn({ reason: String(error) }, 'the Redis master does not answer as a master')
      this.#lose()
    }
  }

  async #inspect(): Promise<void> {
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
