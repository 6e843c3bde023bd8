import { type Draft, entryOf } from '../../../common/entry.ts'
import { LOG_START, type LogId } from '../../../common/log-id.ts'
import type { Position } from '../../../common/position.ts'
import type { UnixTime } from '../../../common/unix-time.ts'
import type { Appended, AppendOptions, Ownership } from '../../book.ts'
import type { EntryRecord } from '../entry-record.ts'
import type { Log } from './log.ts'
import { requireOwn } from './own-entries.ts'
import { Screener } from './screener.ts'
import { entryOfRecord, isoTime } from './tables/entry-row.ts'
import type { Posted } from './tables/idempotency-keys.ts'
import type { Tables } from './tables/tables.ts'

export interface NewPost {
  readonly draft: Draft
  readonly options: AppendOptions
  readonly replacing?: { readonly id: LogId; readonly own: Ownership } | undefined
}

interface Added {
  readonly appended: Appended
  readonly posted: Posted
}

/** Publishes or holds a post, or says what became of it. The caller provides the transactions. */
export class Poster {
  readonly #tables: Tables
  readonly #log: Log
  readonly #screener: Screener

  constructor(tables: Tables, log: Log) {
    this.#tables = tables
    this.#log = log
    this.#screener = new Screener(tables)
  }

  /** Throws `NotOwn` for a replacement that its author may not make. */
  check({ replacing }: NewPost): void {
    if (replacing) requireOwn(this.#tables, replacing.id, replacing.own)
  }

  /** Throws `BookClosed` or `DrawerFull`. `counted` collects what undoes the counts. */
  add(post: NewPost, now: UnixTime, counted: (() => void)[]): Added {
    const { draft, options, replacing } = post
    const { screening = {} } = options
    const old = replacing && this.#tables.entries.find(replacing.id)
    const author = old?.author ?? screening.author
    const keepsMessage = old?.draft.message === draft.message
    const { drawer, reasons } = this.#screener.screen({ screening, author, keepsMessage }, now, counted)
    this.#screener.remember(screening, now)
    const record: EntryRecord = {
      draft,
      author,
      writtenAt: old?.writtenAt ?? now,
      via: old ? old.via : screening.via,
      marks: replacing && { replaces: replacing.id, pinned: old?.marks?.pinned },
    }
    if (drawer) {
      const id = this.#tables.drawers.add({ ...record, drawer, reasons }, now)
      if (replacing) this.#replace('replace-waits', replacing.id, id, now)
      // The position includes the change that removes the old words.
      return added('waiting', id, record, replacing ? this.#log.state().position : this.#start())
    }
    const { id, position } = this.#log.append(record, now)
    if (replacing) this.#replace('replace', replacing.id, id, now)
    return added('published', id, record, replacing ? this.#log.state().position : position)
  }

  /** The answer to a post that came before: as it was then, or as the owner has decided since. */
  replay({ draft, replacing }: NewPost, { state, id, writtenAt }: Posted, now: UnixTime): Appended {
    const { decisions } = this.#tables
    const published = state === 'waiting' ? decisions.find(decisions.currentId(id, now), now)?.entry : id
    const entry = {
      ...entryOf(published ?? id, draft, isoTime(writtenAt)),
      ...(replacing && { edited: true as const, replaces: replacing.id }),
    }
    return published === undefined
      ? { state: 'waiting', entry, replayed: true, position: this.#start() }
      : { state: 'published', entry, replayed: true, position: this.#log.state().position }
  }

  #replace(op: 'replace' | 'replace-waits', old: LogId, entry: LogId, now: UnixTime): void {
    const { changes, moves } = this.#tables
    this.#log.delete(old)
    if (op === 'replace') moves.remember(old, entry, now)
    changes.record({ op, entry: old, by: '', detail: entry }, now)
  }

  #start(): Position {
    return { ...this.#log.state().position, entries: LOG_START, changes: LOG_START }
  }
}

function added(state: Posted['state'], id: LogId, record: EntryRecord, position: Position): Added {
  const entry = entryOfRecord(id, record)
  return { appended: { state, entry, replayed: false, position }, posted: { state, id, writtenAt: record.writtenAt } }
}
