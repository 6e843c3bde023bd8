import { LOG_START, type LogId } from '../../../common/log-id.ts'
import type { AuditRecord, Change, Operation } from '../../changes.ts'
import { decodeEntry, fieldOf, isoTimeOf, type MarkedRecord, type StreamRecord } from './encoding.ts'

/** A record of the log of changes; from the scripts with the entry that it is about, as it is now. */
export type ChangeRecord = StreamRecord<MarkedRecord | null>

/** Readers see these, by the field that names the entry: older releases take whatever has `entry` for a removal. */
export const SEEN: ReadonlyMap<string, 'entry' | 'of'> = new Map<Operation, 'entry' | 'of'>([
  ['remove', 'entry'],
  ['hide', 'entry'],
  ['take-back', 'entry'],
  ['replace', 'entry'],
  ['replace-waits', 'entry'],
  ['show', 'of'],
  ['reply', 'of'],
  ['pin', 'of'],
  ['unpin', 'of'],
])

/** Older releases wrote removals without an operation. A manual XADD may lack the entry: the change gets an ID that no entry has. */
export function decodeChange([id, fields, now]: ChangeRecord): Change {
  const op = fieldOf(fields, 'op')
  if (op === undefined) return { id, op: 'remove', entry: fieldOf(fields, 'entry') ?? LOG_START }
  const entry = seenEntryOf(op, fields)
  const change: Change = { id, op: op as Operation }
  if (entry === undefined) return change
  return now ? { ...change, entry, now: decodeEntry(now) } : { ...change, entry }
}

/** The entry that a record is about, unless readers see nothing of the change. */
export function seenEntryOf(op: string, fields: readonly string[]): LogId | undefined {
  const name = SEEN.get(op)
  return name && fieldOf(fields, name)
}

export function decodeAudit([id, fields]: StreamRecord): AuditRecord {
  const entry: LogId | undefined = fieldOf(fields, 'entry') ?? fieldOf(fields, 'of')
  const detail = fieldOf(fields, 'detail')
  return {
    id,
    op: (fieldOf(fields, 'op') ?? 'remove') as Operation,
    ...(entry === undefined ? {} : { entry }),
    by: fieldOf(fields, 'by') ?? '',
    at: isoTimeOf(id, fields),
    ...(detail === undefined ? {} : { detail }),
  }
}
