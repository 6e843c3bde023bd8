import { EventEmitter, on } from 'node:events'
import { type DraftInput, toWellFormed } from '../../../shared/entry.ts'
import type { LogId } from '../../../shared/log-id.ts'
import type { Position } from '../../../shared/position.ts'
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
import { unusable } from './data-directory.ts'
import { explainFailedRead, explainFailedWrite, isOutOfRoom, isSqliteError } from './failures.ts'
import { KeyRing } from './key-ring.ts'
import { Log, SEED_NAME } from './log.ts'
import { openStore, openStoreAlongside, type Store, type StoreOptions } from './store.ts'
import { read, write } from './transaction.ts'
import { writeFromReserve } from './write-from-reserve.ts'

export interface SqliteBookOptions extends Omit<StoreOptions, 'fill' | 'now'> {
  /** The first entry of a new book; empty: none. */
  readonly seedMessage: string
  /** The time in milliseconds since 1970. */
  readonly now?: (() => number) | undefined
}

/**
 * Opens the book in a directory for the one process that serves it, and makes it where there is none. On a full disk it can
 * be read. Throws `DataDirectoryInUse` where another process has it open, and `DataDirectoryUnusable` where it cannot be used.
 */
export function openSqliteBook({ seedMessage, now = Date.now, ...options }: SqliteBookOptions): Book {
  const store = openStore({
    ...options,
    now,
    fill: (fresh) => {
      if (seedMessage) new Log(fresh).append(toWellFormed({ name: SEED_NAME, message: seedMessage }), now())
    },
  })
  return openWith(store, now)
}

/**
 * Opens a book that another process may be serving at the same time; that one notices what is written here within half a
 * second. For short visits such as taking an entry out. Throws `DataDirectoryUnusable` where there is no book.
 */
export function openSqliteBookAlongside(options: Pick<SqliteBookOptions, 'directory' | 'migrations'>): Book {
  return openWith(openStoreAlongside(options), Date.now)
}

function openWith(store: Store, now: () => number): Book {
  try {
    return new SqliteBook(store, now)
  } catch (error) {
    store.close()
    throw isSqliteError(error) ? unusable(store.files.database, error) : error
  }
}

/** For how long a refusal tells that the next write would be refused as well, in milliseconds. */
const REFUSAL_LIFETIME = 5000

/** How often followers look for what another process wrote, in milliseconds. */
const LOOK_INTERVAL = 500

class SqliteBook implements Book {
  readonly #store: Store
  readonly #now: () => number
  readonly #log: Log
  readonly #appender: Appender
  #refusedAt = Number.NEGATIVE_INFINITY
  /** Since when reads have failed, in milliseconds since 1970; undefined where the last one did not. */
  #unreadableSince: number | undefined
  /** Emits `written` whenever there may be something new in the log, and `closed`. */
  readonly #bell = new EventEmitter<{ written: []; closed: [] }>().setMaxListeners(0)

  constructor(store: Store, now: () => number) {
    this.#store = store
    this.#now = now
    const { database } = store
    this.#log = new Log(database)
    this.#appender = new Appender({
      log: this.#log,
      keys: new KeyRing(database),
      now,
      write: (work) => this.#writeWithRoom(work),
    })
  }

  append(draft: DraftInput, options: AppendOptions = {}): Promise<Appended> {
    return this.#appender.append(toWellFormed(draft), options)
  }

  async remove(id: LogId): Promise<Position | undefined> {
    const { database, reserve } = this.#store
    const work = () => (this.#log.remove(id, this.#now()) ? this.#log.state().position : undefined)
    try {
      return this.#write(() => write(database, work))
    } catch (error) {
      if (!isOutOfRoom(error)) throw error
      return this.#write(() => writeFromReserve(database, reserve, work))
    }
  }

  async page({ before, limit }: PageRequest): Promise<Page> {
    return this.#read(() => {
      const entries = this.#log.newest(limit + 1, before)
      const next = entries.length > limit ? (entries[limit - 1]?.id ?? null) : null
      return { entries: entries.slice(0, limit), next, ...this.#log.state() }
    })
  }

  async find(id: LogId): Promise<Found> {
    return this.#read(() => ({ entry: this.#log.find(id), position: this.#log.state().position }))
  }

  async *follow(signal: AbortSignal): AsyncGenerator<Snapshot | Changes> {
    let position: Position | undefined
    for await (const _ of this.#wakeUps(signal)) {
      const next = this.#readNext(position)
      if (next === undefined) continue
      position = next.position
      yield next
    }
  }

  health(): Health {
    const writable = performance.now() - this.#refusedAt >= REFUSAL_LIFETIME && this.#hasRoom
    const lastContact = this.#unreadableSince ?? this.#now()
    const readable = this.#unreadableSince === undefined
    return { writable, readable, lastContact, masterContact: lastContact, warnings: this.#store.room?.warnings ?? [] }
  }

  async close(): Promise<void> {
    this.#appender.flush()
    this.#bell.emit('closed')
    this.#store.close()
  }

  get #hasRoom(): boolean {
    return this.#store.room?.isEnough !== false
  }

  /** Adding takes room; taking out is possible also where there is none. */
  #writeWithRoom<Result>(work: () => Result): Result {
    return this.#write(() => {
      this.#store.room?.demand()
      return write(this.#store.database, work)
    })
  }

  /** Does what writes, tells followers of it, and throws what a failed write is to throw. */
  #write<Result>(transaction: () => Result): Result {
    try {
      this.#store.check?.()
      const result = transaction()
      this.#bell.emit('written')
      this.#refusedAt = Number.NEGATIVE_INFINITY
      return result
    } catch (error) {
      const explained = explainFailedWrite(error)
      // Of a lack of room is known when it ends.
      if (explained instanceof NotWritten && this.#hasRoom) this.#refusedAt = performance.now()
      throw explained
    }
  }

  #read<Result>(work: () => Result): Result {
    try {
      const result = read(this.#store.database, work)
      this.#unreadableSince = undefined
      return result
    } catch (error) {
      const explained = explainFailedRead(error)
      if (explained instanceof Unreadable) this.#unreadableSince ??= this.#now()
      throw explained
    }
  }

  /** The snapshot, then what came after it; undefined where there is nothing new, or it can be read at the next look only. */
  #readNext(position: Position | undefined): Snapshot | Changes | undefined {
    try {
      return this.#read(() => (position ? this.#log.changesAfter(position) : this.#log.snapshot()))
    } catch (error) {
      if (error instanceof Unreadable) return undefined
      throw error
    }
  }

  /** Yields at once, then whenever there may be something new, until the signal aborts or the book is closed. */
  async *#wakeUps(signal: AbortSignal): AsyncGenerator<void> {
    if (signal.aborted) return
    // Listens before the first yield: nothing that is written between a snapshot and the next look goes unnoticed.
    const written = on(this.#bell, 'written', { signal, close: ['closed'] })
    const look = setInterval(() => this.#bell.emit('written'), LOOK_INTERVAL).unref()
    try {
      yield
      for await (const _ of written) yield
    } catch (error) {
      if (!signal.aborted) throw error
    } finally {
      clearInterval(look)
      await written.return?.()
    }
  }
}
