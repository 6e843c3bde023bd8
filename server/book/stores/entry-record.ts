import type { Draft, Reply } from '../../common/entry.ts'
import type { LogId } from '../../common/log-id.ts'
import type { UnixTime } from '../../common/unix-time.ts'

/** An entry with what only the book knows about it. */
export interface EntryRecord {
  readonly draft: Draft
  readonly writtenAt: UnixTime
  /** A hash of the author's secret. */
  readonly author?: string | undefined
  readonly via?: string | undefined
  readonly marks?: Marks | undefined
}

/** What few entries have. */
export interface Marks {
  readonly replaces?: LogId | undefined
  readonly pinned?: true | undefined
  readonly reply?: Reply | undefined
}
