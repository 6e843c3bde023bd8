import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import { type Inspection, inspect } from './durability.ts'
import type { Problems } from './problems.ts'

interface DurabilityWatchOptions {
  readonly problems: Problems
  readonly log: Logger
}

/** Knows what the last inspection of a master found, and reports what is new. */
export class DurabilityWatch {
  readonly #master: Redis
  readonly #options: DurabilityWatchOptions
  #found: Inspection = { weaknesses: [], shortages: [] }

  constructor(master: Redis, options: DurabilityWatchOptions) {
    this.#master = master
    this.#options = options
  }

  get weaknesses(): readonly string[] {
    return this.#found.weaknesses
  }

  /** Keeps what it found before if the master is silent. */
  async inspect(): Promise<void> {
    const { problems, log } = this.#options
    const before = this.#found
    const { weaknesses, shortages } = await inspect(this.#master, before).catch(() => before)
    if (weaknesses.length > 0 && weaknesses.join() !== before.weaknesses.join())
      log.warn({ weaknesses }, 'this Redis master may lose entries that it has confirmed')
    problems.report('memory', shortages)
    this.#found = { weaknesses, shortages }
  }

  forget(): void {
    this.#options.problems.report('memory', [])
  }
}
