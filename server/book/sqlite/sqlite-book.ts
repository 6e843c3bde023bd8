import { EventEmitter, on } from 'node:events'
import type { DatabaseSync } from 'node:sqlite'
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
} from '../book.ts'
import type { Draft } from '../entry.ts'
import type { LogId } from '../log-id.ts'
import type { Position } from '../position.ts'
import { Appender } from './appender.ts'
import { type Claim, claimDirectory, prepareDirectory } from './data-directory.ts'
import { openDatabase } from './database.ts'
import { explainFailedRead, explainFailedWrite } from './failures.ts'
import { KeyRing } from './key-ring.ts'
import { Log } from './log.ts'
import { read, write } from './transaction.ts'

export interface SqliteBookOptions {
  /** Where the book is kept; created where it is missing. */
  readonly directory: string
  /** The first entry of a new book; empty: none. */
  readonly seedMessage: string
  /** The time in milliseconds since 1970. */
  readonly now?: (() => number) | undefined
}

/**
 * Opens the book in a directory for the one process that serves it, and makes it where there is none.
 * Throws `DataDirectoryInUse` where another process has it open, and `DataDirectoryUnusable` where it cannot be used.
 */
export function openSqliteBook({ directory, seedMessage, now = Date.now }: SqliteBookOptions): Book {
  prepareDirectory(directory)
  const claim = claimDirectory(directory)
  try {
    const database = openDatabase(directory, (fresh) => {
      if (seedMessage) new Log(fresh).append(wellFormed({ name: 'Guestbook', message: seedMessage }), now())
    })
    return new SqliteBook(database, now, claim)
  } catch (error) {
    claim.release()
    throw error
  }
}

/**
 * Opens a book that another process may be serving at the same time; that one notices what is written here within half a
 * second. For short visits such as taking an entry out. Throws `DataDirectoryUnusable` where there is no book.
 */
export function openSqliteBookAlongside({ directory }: { readonly directory: string }): Book {
  return new SqliteBook(openDatabase(directory), Date.now)
}

/** For how long a refusal tells that the next write would be refused as well, in milliseconds. */
const REFUSAL_LIFETIME = 5000

/** How often followers look for what another process wrote, in milliseconds. */
const LOOK_INTERVAL = 500

class SqliteBook implements Book {
  readonly #database: DatabaseSync
  readonly #now: () => number
  readonly #claim: Claim | undefined
  readonly #log: Log
  readonly #appender: Appender
  #refusedAt = Number.NEGATIVE_INFINITY
  /** Since when reads have failed, in milliseconds since 1970; undefined where the last one did not. */
  #unreadableSince: number | undefined
  /** Emits `written` whenever there may be something new in the log, and `closed`. */
  readonly #bell = new EventEmitter<{ written: []; closed: [] }>().setMaxListeners(0)

  constructor(database: DatabaseSync, now: () => number, claim?: Claim) {
    this.#database = database
    this.#now = now
    this.#claim = claim
    this.#log = new Log(database)
    this.#appender = new Appender({
      log: this.#log,
      keys: new KeyRing(database),
      now,
      write: (work) => this.#write(work),
    })
  }

  append(draft: Draft, options: AppendOptions = {}): Promise<Appended> {
    return this.#appender.append(wellFormed(draft), options)
  }

  async remove(id: LogId): Promise<Position | undefined> {
    return this.#write(() => (this.#log.remove(id, this.#now()) ? this.#log.state().position : undefined))
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
    const writable = performance.now() - this.#refusedAt >= REFUSAL_LIFETIME
    const lastContact = this.#unreadableSince ?? this.#now()
    const readable = this.#unreadableSince === undefined
    return { writable, readable, lastContact, masterContact: lastContact, warnings: [] }
  }

  async close(): Promise<void> {
    this.#appender.flush()
    this.#bell.emit('closed')
    this.#database.close()
    this.#claim?.release()
  }

  #write<Result>(work: () => Result): Result {
    try {
      const result = write(this.#database, work)
      this.#bell.emit('written')
      this.#refusedAt = Number.NEGATIVE_INFINITY
      return result
    } catch (error) {
      const explained = explainFailedWrite(error)
      if (explained instanceof NotWritten) this.#refusedAt = performance.now()
      throw explained
    }
  }

  #read<Result>(work: () => Result): Result {
    try {
      const result = read(this.#database, work)
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

/** SQLite keeps UTF-8, which cannot hold half a surrogate pair. */
function wellFormed({ name, message }: Draft): Draft {
  return { name: name.toWellFormed(), message: message.toWellFormed() }
}
