import { AsyncLocalStorage } from 'node:async_hooks'
import type { Redis } from 'ioredis'
import type { Draft } from '../../../common/entry.ts'
import { WRITTEN_TOGETHER, type WrittenTogether } from '../../activities.ts'
import type { Appended, AppendOptions } from '../../book.ts'
import { MaybeWritten, NotWritten } from '../../errors.ts'
import { randomName } from '../../secrets.ts'
import { type AppendOutcome, decodeAppended } from './append-answer.ts'
import { encodeAppend, Networks, type NewBook, type Replaced, type Write } from './append-call.ts'
import type { BookKeys } from './book-keys.ts'
import { APPEND } from './scripts/append.ts'
import { explainFailedWrite } from './write-failure.ts'
import type { WriteState } from './write-state.ts'

/** The most entries in one script call, which blocks the master. */
const BATCH = 256

/** Keeps the queue from filling memory while Redis is silent. */
const MOST_WAITING = 2000

export interface AppenderOptions {
  readonly keys: BookKeys
  readonly writeReplicas: number
  /** In milliseconds. */
  readonly writeTimeout: number
  readonly seed: Draft
  /** The last known salt; undefined while the master cannot be reached. */
  readonly salt: () => string | undefined
  readonly state: WriteState
}

/** Adds all entries that arrive during a script call with the next one, and confirms them with one WAIT. */
export class Appender {
  readonly #writer: Redis
  readonly #options: AppenderOptions
  #waiting: QueuedWrite[] = []
  /** Used once. */
  #newBook: NewBook
  #scheduled = false
  #busy = false

  constructor(writer: Redis, options: AppenderOptions) {
    this.#writer = writer
    this.#options = options
    this.#newBook = this.#nextBook()
    writer.defineCommand('appendEntries', { lua: APPEND })
  }

  /** Creates the book if it is missing. Throws if it cannot be written to. */
  async createBook(): Promise<void> {
    await this.#call([], new Networks([]))
  }

  append(draft: Draft, options: AppendOptions): Promise<Appended> {
    return this.#add(draft, options)
  }

  replace(draft: Draft, options: AppendOptions, replaced: Replaced): Promise<Appended> {
    return this.#add(draft, options, replaced)
  }

  #add(draft: Draft, options: AppendOptions, replaced?: Replaced): Promise<Appended> {
    if (this.#waiting.length >= MOST_WAITING) {
      return Promise.reject(new NotWritten('too many entries wait to be written'))
    }
    return new Promise((resolve, reject) => {
      const within = WRITTEN_TOGETHER.hasSubscribers ? AsyncLocalStorage.snapshot() : HERE
      this.#waiting.push({ draft, options, replaced, resolve, reject, since: performance.now(), within })
      this.#schedule()
    })
  }

  #schedule(): void {
    if (this.#scheduled || this.#busy || this.#waiting.length === 0) return
    this.#scheduled = true
    setImmediate(() => {
      this.#scheduled = false
      this.#refuseLate()
      const writes = this.#waiting.splice(0, BATCH)
      if (writes.length > 1) WRITTEN_TOGETHER.publish({ contexts: writes.map(({ within }) => within) })
      // Not in the context of an earlier call, which may have scheduled this one.
      writes[0]?.within(() => void this.#flush(writes))
    })
  }

  /** Refuses entries that have waited as long as a write may take, since the queue would only grow. */
  #refuseLate(): void {
    const limit = performance.now() - this.#options.writeTimeout
    const timely = this.#waiting.findIndex(({ since }) => since > limit)
    for (const { reject } of this.#waiting.splice(0, timely < 0 ? this.#waiting.length : timely)) {
      reject(new NotWritten('the entries before it were not confirmed in time'))
    }
  }

  async #flush(writes: QueuedWrite[]): Promise<void> {
    // One call at a time: entries that arrive meanwhile wait for disk and replicas together.
    this.#busy = true
    const started = performance.now()
    try {
      const outcomes = await this.#callOrExplain(writes)
      const written = outcomes.filter(({ outcome }) => outcome.kind === 'appended')
      for (const { write, outcome } of outcomes) if (outcome.kind === 'refused') write.reject(outcome.error)
      if (written.length > 0) await this.confirm(started)
      for (const { write, outcome } of written) if (outcome.kind === 'appended') write.resolve(outcome.appended)
    } catch (error) {
      for (const write of writes) write.reject(error)
    } finally {
      this.#busy = false
      this.#schedule()
    }
  }

  async #callOrExplain(writes: QueuedWrite[]): Promise<{ write: QueuedWrite; outcome: AppendOutcome }[]> {
    if (this.#writer.status !== 'ready' || this.#options.salt() === undefined) {
      throw new NotWritten('the Redis master cannot be reached or used')
    }
    const networks = new Networks(writes)
    try {
      const [generation, , ...replies] = await this.#call(writes, networks)
      return writes.map((write, index) => ({
        write,
        outcome: decodeAppended(write, generation, replies[index], networks),
      }))
    } catch (error) {
      throw explainFailedWrite(error)
    }
  }

  /** Waits for enough replicas. Throws {@link MaybeWritten} if that takes longer than a write may, from `started` (`performance.now()`). */
  async confirm(started: number): Promise<void> {
    const { writeReplicas, writeTimeout, state } = this.#options
    if (writeReplicas === 0) return
    const left = Math.max(1, Math.floor(writeTimeout - (performance.now() - started)))
    let confirmed = 0
    let cause: unknown
    try {
      confirmed = await this.#writer.wait(writeReplicas, left)
    } catch (error) {
      // Redis checks WAIT ten times a second, so our own timeout may come first.
      cause = error
    }
    if (confirmed >= writeReplicas) return state.confirmed()
    state.unconfirmed()
    throw new MaybeWritten(`fewer replicas than WRITE_REPLICAS=${writeReplicas} confirmed the last change in time`, {
      cause,
    })
  }

  async #call(writes: readonly Write[], networks: Networks): Promise<AppendReply> {
    const { keys: book, salt, state } = this.#options
    const newBook = this.#newBook
    const { keys, values } = encodeAppend(writes, networks, { keys: book, salt: salt() ?? '', newBook })
    try {
      const replies = await (this.#writer as ScriptedRedis).appendEntries(keys.length, ...keys, ...values)
      if (replies[0] === newBook.generation || replies[1] === newBook.salt) this.#newBook = this.#nextBook()
      state.accepted()
      return replies
    } catch (error) {
      // The failed call may have used it.
      this.#newBook = this.#nextBook()
      state.failed(error)
      throw error
    }
  }

  #nextBook(): NewBook {
    return { generation: randomName(), salt: randomName(), seed: this.#options.seed }
  }
}

/** Contexts are kept for tracing only, since that costs something. */
const HERE: QueuedWrite['within'] = (run) => run()

interface QueuedWrite extends Write {
  readonly resolve: (appended: Appended) => void
  readonly reject: (reason: unknown) => void
  /** In milliseconds. */
  readonly since: number
  /** Runs something in the context of the post. */
  readonly within: WrittenTogether['contexts'][number]
}

type AppendReply = [generation: string, salt: string, ...replies: string[]]

interface ScriptedRedis extends Redis {
  appendEntries(keys: number, ...values: (string | number)[]): Promise<AppendReply>
}
