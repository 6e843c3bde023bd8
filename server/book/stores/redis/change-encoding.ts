import { LOG_START, type LogId } from '../../../common/log-id.ts'
import type { AuditRecord, Change, Operation } from '../../changes.ts'
import { decodeEntry, fieldOf, isoTimeOf, type MarkedRecord, type StreamRecord } from './encoding.ts'

/** A record of the log of changes; from the scripts with the entry that it is about, as it is now. */
export type ChangeRecord = StreamRecord<MarkedRecord | null>

/** Readers see these, by the field that names the entry: older releases take whatever has `entry` for a removal. */
export const SEEN: Readonly<Record<string, 'entry' | 'of'>> = {
  remove: 'entry',
  hide: 'entry',
  'take-back': 'entry',
  replace: 'entry',
  'replace-waits': 'entry',
  show: 'of',
  reply: 'of',
  pin: 'of',
  unpin: 'of',
} satisfies { [Seen in Operation]?: 'entry' | 'of' }

/** Older releases wrote removals without an operation. A manual XADD may lack the entry: the change gets an ID that no entry has. */
export function decodeChange([id, fields, now]: ChangeRecord): Change {
  const op = fieldOf(fields, 'op')
  if (op === undefined) return { id, op: 'remove', entry: fieldOf(fields, 'entry') ?? LOG_START }
  const entry = Object.hasOwn(SEEN, op) ? fieldOf(fields, SEEN[op] as string) : undefined
  const change: Change = { id, op: op as Operation }
  if (entry === undefined) return change
  return now ? { ...change, entry, now: decodeEntry(now) } : { ...change, entry }
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
