import { AsyncLocalStorage } from 'node:async_hooks'
import type { Redis } from 'ioredis'
import { type Draft, entryOf } from '../../../common/entry.ts'
import { FIELD_NAMES } from '../../../common/entry-fields.ts'
import { LOG_START } from '../../../common/log-id.ts'
import { WRITTEN_TOGETHER, type WrittenTogether } from '../../../operations/activities.ts'
import {
  type Allowance,
  type Appended,
  type AppendOptions,
  BookLimitReached,
  KeyReused,
  LENIENCE,
  MaybeWritten,
  NotWritten,
  TooManyPosts,
} from '../../book.ts'
import { endOfDay } from '../../days.ts'
import { fingerprint } from '../fingerprint.ts'
import { randomName } from '../random-name.ts'
import type { BookKeys } from './book-keys.ts'
import { decodeTime } from './encoding.ts'
import { APPEND } from './scripts.ts'
import { explainFailedWrite } from './write-failure.ts'
import type { WriteState } from './write-state.ts'

/** The most entries in one script call, which blocks the master. */
const BATCH = 256

/** Keeps the queue from filling memory while Redis is silent. */
const MOST_WAITING = 2000

const SALT_LIFETIME = 24 * 60 * 60 * 1000

export interface AppenderOptions {
  readonly keys: BookKeys
  /** How many replicas must have an entry before it is confirmed. */
  readonly writeReplicas: number
  /** In milliseconds. */
  readonly writeTimeout: number
  /** Empty message: none. */
  readonly seed: Draft
  /** The last known salt; undefined while the master cannot be reached. */
  readonly salt: () => string | undefined
  readonly state: WriteState
}

/** Adds all entries that arrive during a script call with the next one, and confirms them with one WAIT. */
export class Appender {
  readonly #writer: Redis
  readonly #options: AppenderOptions
  #waiting: Write[] = []
  #scheduled = false
  #busy = false

  constructor(writer: Redis, options: AppenderOptions) {
    this.#writer = writer
    this.#options = options
    writer.defineCommand('appendEntries', { lua: APPEND })
  }

  /** Creates the book if it is missing. Throws if it cannot be written to. */
  async createBook(): Promise<void> {
    await this.#call([], new Networks([]))
  }

  append(draft: Draft, options: AppendOptions): Promise<Appended> {
    if (this.#waiting.length >= MOST_WAITING) {
      return Promise.reject(new NotWritten('too many entries wait to be written'))
    }
    return new Promise((resolve, reject) => {
      const within = AsyncLocalStorage.snapshot()
      this.#waiting.push({ draft, options, resolve, reject, since: performance.now(), within })
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

  async #flush(writes: Write[]): Promise<void> {
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

  async #callOrExplain(writes: Write[]): Promise<{ write: Write; outcome: Outcome }[]> {
    if (this.#writer.status !== 'ready' || this.#options.salt() === undefined) {
      throw new NotWritten('the Redis master cannot be reached or used')
    }
    const networks = new Networks(writes)
    try {
      const [generation, , ...replies] = await this.#call(writes, networks)
      return writes.map((write, index) => ({
        write,
        outcome: decodeOutcome(write, generation, replies[index], networks),
      }))
    } catch (error) {
      throw explainFailedWrite(error)
    }
  }

  /**
   * Waits for enough replicas (https://redis.io/docs/latest/commands/wait/). Throws {@link MaybeWritten} if they take longer than a write
   * may, from `started` (`performance.now()`).
   */
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

  async #call(
    writes: readonly Write[],
    networks: Networks,
  ): Promise<[generation: string, salt: string, ...replies: string[]]> {
    const { seed, keys: book } = this.#options
    const now = Date.now()
    const salt = this.#options.salt() ?? ''
    const keys: string[] = [book.entries, book.generation, book.salt, book.today]
    const values: (string | number)[] = [randomName(), randomName(), SALT_LIFETIME, now, endOfDay(now), LENIENCE]
    values.push(seed.message === '' ? 0 : 1, networks.all.length, FIELD_NAMES.length, ...FIELD_NAMES, ...valuesOf(seed))
    for (const { network, perMinute } of networks.all) {
      keys.push(book.network(network, salt))
      values.push(perMinute)
    }
    for (const { draft, options } of writes) {
      const { key, alias, perDay = 0 } = options
      keys.push(
        key ? book.idempotency(key.value) : book.generation,
        alias ? book.alias(alias.value, salt) : book.generation,
      )
      values.push(...valuesOf(draft), key ? fingerprint(draft) : '', key?.lifetime ?? 0, alias?.lifetime ?? 0)
      values.push(perDay, ...networks.placesOf(options))
    }
    try {
      const replies = await (this.#writer as ScriptedRedis).appendEntries(keys.length, ...keys, ...values)
      this.#options.state.accepted()
      return replies
    } catch (error) {
      this.#options.state.failed(error)
      throw error
    }
  }
}

interface Write {
  readonly draft: Draft
  readonly options: AppendOptions
  readonly resolve: (appended: Appended) => void
  readonly reject: (reason: unknown) => void
  /** In milliseconds. */
  readonly since: number
  /** Runs something in the context in which it was asked for. */
  readonly within: WrittenTogether['contexts'][number]
}

type Outcome =
  | { readonly kind: 'appended'; readonly appended: Appended }
  | { readonly kind: 'refused'; readonly error: Error }

/** The client networks of one call's writes, without duplicates. */
class Networks {
  readonly all: Allowance[] = []
  readonly #places = new Map<string, number>()

  constructor(writes: readonly Write[]) {
    for (const allowance of writes.flatMap(({ options }) => options.allowances ?? [])) {
      if (this.#places.has(allowance.network)) continue
      this.all.push(allowance)
      this.#places.set(allowance.network, this.all.length)
    }
  }

  /** The numbers of the client's networks, from 1; 0 if it has none. */
  placesOf({ allowances = [] }: AppendOptions): [own: number, around: number] {
    const placeOf = (allowance: Allowance | undefined) => (allowance && this.#places.get(allowance.network)) ?? 0
    return [placeOf(allowances[0]), placeOf(allowances[1])]
  }
}

function valuesOf(draft: Draft): string[] {
  return FIELD_NAMES.map((field) => draft[field])
}

/** Parses the reply for one entry. It is one text, which is faster to parse than a nested reply. */
function decodeOutcome({ draft }: Write, generation: string, reply: string | undefined, networks: Networks): Outcome {
  const [kind, value = '', detail = ''] = reply?.split(' ') ?? []
  switch (kind) {
    case 'added':
    case 'replayed': {
      const entry = entryOf(value, draft, decodeTime(detail))
      const position = { generation, entries: value, removed: LOG_START }
      return { kind: 'appended', appended: { entry, replayed: kind === 'replayed', position } }
    }
    case 'limited':
      return { kind: 'refused', error: new TooManyPosts(Number(value), networks.all[Number(detail) - 1]?.network) }
    case 'repeated':
      return { kind: 'refused', error: new TooManyPosts(Number(value)) }
    case 'full':
      return { kind: 'refused', error: new BookLimitReached(endOfDay(Date.now()) - Date.now()) }
    default:
      return { kind: 'refused', error: new KeyReused('the key was used for another entry') }
  }
}

interface ScriptedRedis extends Redis {
  appendEntries(
    keys: number,
    ...values: (string | number)[]
  ): Promise<[generation: string, salt: string, ...replies: string[]]>
}
