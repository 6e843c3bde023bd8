import { type Appended, type AppendOptions, KeyReused, TooManyPosts } from '../book.ts'
import type { Draft } from '../entry.ts'
import type { KeyRing } from './key-ring.ts'
import type { Log } from './log.ts'
import { PostCounter } from './post-counter.ts'

/** How many entries one transaction adds at most: it holds up the process. */
const BATCH = 256

export interface AppenderOptions {
  readonly log: Log
  readonly keys: KeyRing
  readonly now: () => number
  /** Does work in one transaction, and throws what a failed write is to throw. */
  readonly write: <Result>(work: () => Result) => Result
}

/** Adds entries: all of one event-loop turn in one transaction, so that they wait for the disk once. */
export class Appender {
  readonly #options: AppenderOptions
  readonly #posts = new PostCounter()
  #waiting: Write[] = []

  constructor(options: AppenderOptions) {
    this.#options = options
  }

  append(draft: Draft, options: AppendOptions): Promise<Appended> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ draft, options, resolve, reject })
      if (this.#waiting.length === 1) setImmediate(() => this.flush())
    })
  }

  /** Adds at once what was handed in. */
  flush(): void {
    while (this.#waiting.length > 0) this.#commit(this.#waiting.splice(0, BATCH))
  }

  #commit(writes: readonly Write[]): void {
    const now = this.#options.now()
    const counted: Write[] = []
    try {
      const outcomes = this.#options.write(() => writes.map((write) => this.#addOrRefuse(write, now, counted)))
      for (const [index, { resolve, reject }] of writes.entries()) {
        const outcome = outcomes[index]
        if (outcome instanceof Error) reject(outcome)
        else if (outcome) resolve(outcome)
      }
    } catch (error) {
      for (const { options } of counted) if (options.allowance) this.#posts.takeBack(options.allowance, now)
      for (const { reject } of writes) reject(error)
    }
  }

  /** What became of one of them; a refusal is its own and leaves the others as they are. */
  #addOrRefuse(write: Write, now: number, counted: Write[]): Appended | KeyReused | TooManyPosts {
    try {
      return this.#add(write, now, counted)
    } catch (error) {
      if (error instanceof KeyReused || error instanceof TooManyPosts) return error
      throw error
    }
  }

  #add(write: Write, now: number, counted: Write[]): Appended {
    const { log, keys } = this.#options
    const { key, allowance } = write.options
    const earlier = key && keys.recall(key, write.draft, now)
    if (earlier) return { entry: earlier, replayed: true, position: log.state().position }
    if (allowance) {
      this.#posts.count(allowance, now)
      counted.push(write)
    }
    const entry = log.append(write.draft, now)
    if (key) keys.remember(key, entry, now)
    return { entry, replayed: false, position: log.state().position }
  }
}

interface Write {
  readonly draft: Draft
  readonly options: AppendOptions
  readonly resolve: (appended: Appended) => void
  readonly reject: (reason: unknown) => void
}
