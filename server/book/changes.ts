import type { Entry } from '../common/entry.ts'
import type { LogId } from '../common/log-id.ts'

/** Lines 1 and 2 change readers' pages, line 3 is about waiting entries, line 4 about the book. */
export type Operation =
  | ('remove' | 'hide' | 'show' | 'reply' | 'pin' | 'unpin')
  | ('take-back' | 'replace' | 'replace-waits')
  | ('publish' | 'spam' | 'refuse' | 'wait' | 'withdraw')
  | ('gate' | 'settings')

/** True if readers do not see the entry after this. */
export function isHiding(op: Operation): boolean {
  return HIDING.includes(op)
}

const HIDING: readonly Operation[] = ['remove', 'hide', 'take-back', 'replace', 'replace-waits']

/** True if readers see the changed entry after this, under the id that it had. */
export function isShowing(op: Operation): boolean {
  return SHOWING.includes(op)
}

const SHOWING: readonly Operation[] = ['show', 'reply', 'pin', 'unpin']

export interface Change {
  readonly id: LogId
  readonly op: Operation
  /** A published or hidden entry. Absent if readers see nothing of the change. */
  readonly entry?: LogId | undefined
  /** The entry as readers see it now; undefined if they no longer see it, or a later change has it. */
  readonly now?: Entry | undefined
}

/** A record of the log of changes for the owner. */
export interface AuditRecord {
  readonly id: LogId
  readonly op: Operation
  /** Absent if it concerns the whole book. */
  readonly entry?: LogId | undefined
  /** The person's name; empty for the entry's author, and in books of old releases. */
  readonly by: string
  /** ISO 8601 in UTC. */
  readonly at: string
  /** What it was set to, or the id that the entry has now. */
  readonly detail?: string | undefined
}
