import { type Draft, entryOf } from '../../../common/entry.ts'
import { LOG_START, type LogId } from '../../../common/log-id.ts'
import type { Position } from '../../../common/position.ts'
import type { Appended, AppendOptions, Ownership } from '../../book.ts'
import { type EntryRecord, entryOfRecord, isoTime } from './entry-record.ts'
import type { Posted } from './key-ring.ts'
import type { Log } from './log.ts'
import { requireOwn } from './own-entries.ts'
import { Screener } from './screener.ts'
import type { Tables } from './tables.ts'

/** A post by a visitor. */
export interface NewPost {
  readonly draft: Draft
  readonly options: AppendOptions
  /** The entry that it replaces. */
  readonly replacing?: { readonly id: LogId; readonly own: Ownership } | undefined
}

/** Publishes or holds a post, or says what became of it. The caller provides the transactions; `now` is in milliseconds since 1970. */
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

  /**
   * Throws `BookClosed` or `DrawerFull`.
   * @param counted collects what takes the counts back
   */
  add(post: NewPost, now: number, counted: (() => void)[]): { appended: Appended; posted: Posted } {
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
    const id = drawer ? this.#tables.drawers.add({ ...record, drawer, reasons }, now) : this.#log.append(record, now).id
    if (replacing) this.#replace(replacing.id, id, drawer !== undefined, now)
    const state = drawer ? 'waiting' : 'published'
    // The change that takes the old words away has a position too.
    const position = drawer && !replacing ? this.#start() : this.#log.state().position
    return {
      appended: { state, entry: entryOfRecord(id, record), replayed: false, position },
      posted: { state, id, writtenAt: record.writtenAt },
    }
  }

  /** The answer to a post that came before: as it was then, or as the owner has decided since. */
  replay({ draft, replacing }: NewPost, { state, id, writtenAt }: Posted, now: number): Appended {
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

  #replace(old: LogId, by: LogId, waits: boolean, now: number): void {
    const { changes, moves } = this.#tables
    this.#log.delete(old)
    if (!waits) moves.remember(old, by, now)
    changes.record({ op: waits ? 'replace-waits' : 'replace', entry: old, by: '', detail: by }, now)
  }

  #start(): Position {
    return { ...this.#log.state().position, entries: LOG_START, removed: LOG_START }
  }
}
