import { USUAL_FIELDS } from '../../../../common/entry-fields.ts'
import type { LogId } from '../../../../common/log-id.ts'
import type { Operation } from '../../../changes.ts'
import type { Drawer } from '../../../moderation.ts'
import type { Reason } from '../../../screening.ts'
import type { EntryRecord, Marks } from '../../entry-record.ts'
import type { StoredChange, StoredEntry, StoredHeld } from '../../transfer/content.ts'
import { SEEN, seenEntryOf } from '../change-encoding.ts'
import { decodeDraft, encodeRare, fieldOf, isoTimeOf, type StreamRecord } from '../encoding.ts'

/** @param marks the entry's marks as JSON, if it has any */
export function decodeStoredEntry(
  [id, fields]: StreamRecord,
  marks: string | undefined,
  isHidden: boolean,
): StoredEntry {
  return { id, isHidden, ...decodeRecord(id, fields, marks === undefined ? {} : (JSON.parse(marks) as Marks)) }
}

/** The fields of a stream's record: names and values in turn. */
export function encodeStoredEntry(record: EntryRecord): string[] {
  const { draft, writtenAt, author, via, marks } = record
  return [
    ...USUAL_FIELDS.flatMap((name) => [name, draft[name]]),
    ...encodeRare(draft),
    ...['at', String(writtenAt)],
    ...(author === undefined ? [] : ['author', author]),
    ...(via === undefined ? [] : ['via', via]),
    ...(marks?.replaces === undefined ? [] : ['edited', '1', 'replaces', marks.replaces]),
  ]
}

/** What the hash of marks holds of an entry; undefined for none. */
export function encodeMarks({ pinned, reply }: Marks = {}): string | undefined {
  const text = JSON.stringify({ reply, pinned })
  return text === '{}' ? undefined : text
}

export function decodeStoredHeld([id, fields]: StreamRecord, drawer: Drawer): StoredHeld {
  const reasons = (fieldOf(fields, 'reasons') ?? '').split(' ').filter((reason) => reason !== '') as Reason[]
  const pinned = fieldOf(fields, 'pinned') === undefined ? {} : { pinned: true as const }
  return { id, drawer, reasons, ...decodeRecord(id, fields, pinned) }
}

export function encodeStoredHeld(held: StoredHeld): string[] {
  return [
    ...encodeStoredEntry(held),
    ...['reasons', held.reasons.join(' ')],
    ...(held.marks?.pinned ? ['pinned', '1'] : []),
  ]
}

export function decodeStoredChange([id, fields]: StreamRecord): StoredChange {
  const op = (fieldOf(fields, 'op') ?? 'remove') as Operation
  const seen = seenEntryOf(op, fields)
  const entry = seen ?? fieldOf(fields, 'of') ?? fieldOf(fields, 'entry')
  return {
    id,
    op,
    entry,
    isOfDrawer: entry !== undefined && seen === undefined,
    by: fieldOf(fields, 'by') ?? '',
    at: timeIn(id, fields),
    detail: fieldOf(fields, 'detail'),
  }
}

export function encodeStoredChange({ op, entry, isOfDrawer, by, at, detail }: StoredChange): string[] {
  const name = isOfDrawer ? 'of' : (SEEN.get(op) ?? 'of')
  return [
    ...['op', op, 'by', by, 'at', String(at)],
    ...(entry === undefined ? [] : [name, entry]),
    ...(detail === undefined ? [] : ['detail', detail]),
  ]
}

function decodeRecord(id: LogId, fields: readonly string[], { pinned, reply }: Marks): EntryRecord {
  const replaces = fieldOf(fields, 'replaces')
  const marks = { replaces, pinned, reply: reply && { text: reply.text, at: reply.at } }
  return {
    draft: decodeDraft(fields),
    writtenAt: timeIn(id, fields),
    author: fieldOf(fields, 'author'),
    via: fieldOf(fields, 'via'),
    ...((replaces || pinned || reply) && { marks }),
  }
}

function timeIn(id: LogId, fields: readonly string[]): number {
  return Date.parse(isoTimeOf(id, fields))
}
