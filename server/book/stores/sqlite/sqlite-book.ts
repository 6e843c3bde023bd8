import { EventEmitter, on } from 'node:events'
import { type DraftInput, type Entry, toWellFormed } from '../../../common/entry.ts'
import { FIELD_NAMES } from '../../../common/entry-fields.ts'
import type { LogId } from '../../../common/log-id.ts'
import type { Position } from '../../../common/position.ts'
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
import { SqliteOwners } from './owners/sqlite-owners.ts'
import { openStore, openStoreAlongside, type Store, type StoreOptions } from './store.ts'
import { read, write } from './transaction.ts'
import { writeFromReserve } from './write-from-reserve.ts'

export interface SqliteBookOptions extends Omit<StoreOptions, 'fill' | 'now'> {
  /** Empty: none. */
  readonly seedMessage: string
  readonly now?: (() => number) | undefined
}

/** Opens a book to serve it; creates it if it is missing. Throws `DataDirectoryInUse` or `DataDirectoryUnusable`. */
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
 * Opens a book for a short job while another process serves it, which sees changes within half a second. Throws `DataDirectoryUnusable`.
 */
export function openSqliteBookAlongside({
  now = Date.now,
  ...options
}: Pick<SqliteBookOptions, 'directory' | 'migrations' | 'now'>): Book {
  return openWith(openStoreAlongside(options), now)
}

function openWith(store: Store, now: () => number): Book {
  try {
    return new SqliteBook(store, now)
  } catch (error) {
    store.close()
    throw isSqliteError(error) ? unusable(store.files.database, error) : error
  }
}

const REFUSAL_LIFETIME = 5000

const LOOK_INTERVAL = 500

class SqliteBook implements Book {
  readonly owners: SqliteOwners
  readonly #store: Store
  readonly #now: () => number
  readonly #log: Log
  readonly #appender: Appender
  #refusedAt = Number.NEGATIVE_INFINITY
  /** When reads began to fail, in milliseconds since 1970; undefined if the last one worked. */
  #unreadableSince: number | undefined
  /** Emits `written` when the log may have changed, and `closed`. */
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
    this.owners = new SqliteOwners({
      database,
      read: (work) => this.#read(work),
      write: (work) => this.#writeEvenIfFull(work),
      now,
    })
  }

  append(draft: DraftInput, options: AppendOptions = {}): Promise<Appended> {
    return this.#appender.append(toWellFormed(draft), options)
  }

  async remove(id: LogId): Promise<Position | undefined> {
    return this.#writeEvenIfFull(() => (this.#log.remove(id, this.#now()) ? this.#log.state().position : undefined))
  }

  async page({ before, limit, bytes }: PageRequest): Promise<Page> {
    return this.#read(() => {
      const { entries, hasMore } = takeUpTo(this.#log.newest(limit + 1, before), limit, bytes)
      return { entries, next: hasMore ? (entries.at(-1)?.id ?? null) : null, ...this.#log.state() }
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

  /** Removals and what owners do for themselves need no free space. */
  #writeEvenIfFull<Result>(work: () => Result): Result {
    const { database, reserve } = this.#store
    try {
      return this.#write(() => write(database, work))
    } catch (error) {
      if (!isOutOfRoom(error)) throw error
      return this.#write(() => writeFromReserve(database, reserve, work))
    }
  }

  /** Entries need free space. */
  #writeWithRoom<Result>(work: () => Result): Result {
    return this.#write(() => {
      this.#store.room?.demand()
      return write(this.#store.database, work)
    })
  }

  #write<Result>(transaction: () => Result): Result {
    try {
      this.#store.check?.()
      const result = transaction()
      this.#bell.emit('written')
      this.#refusedAt = Number.NEGATIVE_INFINITY
      return result
    } catch (error) {
      const explained = explainFailedWrite(error)
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

  /** Undefined if there is nothing new or it cannot be read now. */
  #readNext(position: Position | undefined): Snapshot | Changes | undefined {
    try {
      return this.#read(() => (position ? this.#log.changesAfter(position) : this.#log.snapshot()))
    } catch (error) {
      if (error instanceof Unreadable) return undefined
      throw error
    }
  }

  /** Yields at once, then whenever there may be changes. */
  async *#wakeUps(signal: AbortSignal): AsyncGenerator<void> {
    if (signal.aborted) return
    // Listens before the first yield, so that no change after the snapshot is missed.
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

/** The first entries, as many as `limit` and `bytes` allow, but at least one. Reads no further than the first that is too many. */
function takeUpTo(
  entries: Iterable<Entry>,
  limit: number,
  bytes = Number.POSITIVE_INFINITY,
): { entries: Entry[]; hasMore: boolean } {
  const taken: Entry[] = []
  let size = 0
  for (const entry of entries) {
    size += FIELD_NAMES.reduce((sum, field) => sum + Buffer.byteLength(entry[field]), 0)
    if (taken.length === limit || (size > bytes && taken.length > 0)) return { entries: taken, hasMore: true }
    taken.push(entry)
  }
  return { entries: taken, hasMore: false }
}
