import { EventEmitter, on } from 'node:events'
import { type DraftInput, toWellFormed } from '../../../common/entry.ts'
import type { LogId } from '../../../common/log-id.ts'
import type { Position } from '../../../common/position.ts'
import type { UnixTime } from '../../../common/unix-time.ts'
import type {
  Appended,
  AppendOptions,
  Book,
  Changes,
  Fate,
  Found,
  Ownership,
  Page,
  PageRequest,
  Snapshot,
} from '../../book.ts'
import { Unreadable } from '../../errors.ts'
import type { Health } from '../../health.ts'
import type { Moderation } from '../../moderation.ts'
import { createTablets, type Tablets } from '../../tablets.ts'
import { seedDraft } from '../seed.ts'
import { Access } from './access.ts'
import { Appender } from './appender.ts'
import { unusable } from './files/data-directory.ts'
import { isSqliteError } from './files/failures.ts'
import { openStore, openStoreAlongside, type Store, type StoreOptions } from './files/store.ts'
import { Log } from './log.ts'
import { OwnEntries } from './own-entries.ts'
import { type KeyRingTables, KIOSK_TABLES, OWNER_TABLES } from './owners/owner-tables.ts'
import { SqliteOwners } from './owners/sqlite-owners.ts'
import { readPage } from './page.ts'
import { SqliteModeration } from './sqlite-moderation.ts'
import { openTables, type Tables } from './tables/tables.ts'

interface SqliteBookOptions extends Omit<StoreOptions, 'fill' | 'now'> {
  /** Empty: none. */
  readonly seedMessage: string
  readonly now?: (() => UnixTime) | undefined
}

/** Opens a book to serve it; creates it if it is missing. Throws `DataDirectoryInUse` or `DataDirectoryUnusable`. */
export function openSqliteBook({ seedMessage, now = Date.now, ...options }: SqliteBookOptions): Book {
  const store = openStore({
    ...options,
    now,
    fill: (fresh) => {
      if (seedMessage) new Log(openTables(fresh)).append({ draft: seedDraft(seedMessage), writtenAt: now() }, now())
    },
  })
  return openWith(store, now)
}

/** Opens a book beside the process that serves it, which sees changes within half a second. Throws `DataDirectoryUnusable`. */
export function openSqliteBookAlongside({
  now = Date.now,
  ...options
}: Pick<SqliteBookOptions, 'directory' | 'migrations' | 'now'>): Book {
  return openWith(openStoreAlongside(options), now)
}

function openWith(store: Store, now: () => UnixTime): Book {
  try {
    return new SqliteBook(store, now)
  } catch (error) {
    store.close()
    throw isSqliteError(error) ? unusable(store.files.database, error) : error
  }
}

const LOOK_INTERVAL_MS = 500

class SqliteBook implements Book {
  readonly moderation: Moderation
  readonly owners: SqliteOwners
  readonly tablets: Tablets
  readonly #store: Store
  readonly #now: () => UnixTime
  readonly #access: Access
  readonly #tables: Tables
  readonly #log: Log
  readonly #own: OwnEntries
  readonly #appender: Appender
  /** Emits `written` when the log may have changed, and `closed`. */
  readonly #bell = new EventEmitter<{ written: []; closed: [] }>().setMaxListeners(0)

  constructor(store: Store, now: () => UnixTime) {
    this.#store = store
    this.#now = now
    this.#access = new Access({ store, now, written: () => this.#bell.emit('written') })
    this.#tables = openTables(store.database)
    this.#log = new Log(this.#tables)
    this.#own = new OwnEntries(this.#tables, this.#log)
    const parts = { access: this.#access, tables: this.#tables, log: this.#log, now }
    this.moderation = new SqliteModeration(parts)
    this.#appender = new Appender(parts)
    const ringOf = (tables: KeyRingTables) =>
      new SqliteOwners({
        database: store.database,
        tables,
        read: (work) => this.#access.read(work),
        write: (work) => this.#access.write(work),
        now,
      })
    this.owners = ringOf(OWNER_TABLES)
    this.tablets = createTablets(ringOf(KIOSK_TABLES))
  }

  append(draft: DraftInput, options: AppendOptions = {}): Promise<Appended> {
    return this.#appender.append({ draft: toWellFormed(draft), options })
  }

  replace(id: LogId, draft: DraftInput, own: Ownership, options: AppendOptions = {}): Promise<Appended> {
    return this.#appender.append({ draft: toWellFormed(draft), options, replacing: { id, own } })
  }

  async takeBack(id: LogId, own: Ownership): Promise<Position> {
    return this.#access.write(() => this.#own.takeBack(id, own, this.#now()))
  }

  async withdraw(id: LogId, author: string): Promise<boolean> {
    return this.#access.write(() => this.#own.withdraw(id, author, this.#now()))
  }

  async fatesOf(author: string, ids: readonly LogId[]): Promise<readonly Fate[]> {
    return this.#access.read(() => ids.map((id) => this.#own.fateOf(author, id, this.#now())))
  }

  async secret(): Promise<string> {
    return this.#access.read(() => this.#tables.book.secret())
  }

  async page(request: PageRequest): Promise<Page> {
    return this.#access.read(() => ({ ...readPage(this.#tables.entries, request), ...this.#log.state() }))
  }

  async find(id: LogId): Promise<Found> {
    return this.#access.read(() => {
      const { position } = this.#log.state()
      const entry = this.#log.find(id)
      if (entry) return { entry, position }
      const movedTo = this.#tables.moves.find(id, this.#now())
      if (movedTo !== undefined) return { entry, movedTo, position }
      const wasRemoved = this.#tables.hidden.find(id) !== undefined || this.#tables.changes.isAbout(id)
      return { entry, ...(wasRemoved && { wasRemoved }), position }
    })
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
    const { isWritable, isReadable, lastContact } = this.#access
    const warnings = this.#store.room?.warnings ?? []
    return { writable: isWritable, readable: isReadable, lastContact, masterContact: lastContact, warnings }
  }

  async close(): Promise<void> {
    this.#appender.flush()
    this.#bell.emit('closed')
    this.#store.close()
  }

  /** Undefined if there is nothing new or it cannot be read now. */
  #readNext(position: Position | undefined): Snapshot | Changes | undefined {
    try {
      return this.#access.read(() => (position ? this.#log.changesAfter(position) : this.#log.snapshot()))
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
    const look = setInterval(() => this.#bell.emit('written'), LOOK_INTERVAL_MS).unref()
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
