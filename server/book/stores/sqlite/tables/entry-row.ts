import type { SQLInputValue, SQLOutputValue } from 'node:sqlite'
import { draftOf, type Entry, entryOf } from '../../../../common/entry.ts'
import { FIELD_NAMES } from '../../../../common/entry-fields.ts'
import type { LogId } from '../../../../common/log-id.ts'
import type { UnixTime } from '../../../../common/unix-time.ts'
import type { EntryRecord, Marks } from '../../entry-record.ts'

export type Row = Record<string, SQLOutputValue>

/** The columns of a record, in the order of {@link valuesOf}. */
export const RECORD_COLUMNS = [...FIELD_NAMES, 'written_at', 'author', 'via', 'marks']

/** The columns that {@link toEntry} needs. */
export const ENTRY_COLUMNS = ['time', 'sequence', ...FIELD_NAMES, 'written_at', 'via', 'marks']

export function valuesOf({ draft, writtenAt, author, via, marks }: EntryRecord): SQLInputValue[] {
  return [
    ...FIELD_NAMES.map((field) => draft[field] ?? null),
    writtenAt,
    author ?? null,
    via ?? null,
    formatMarks(marks),
  ]
}

export function toRecord(row: Row): EntryRecord {
  return {
    draft: draftOf((field) => toText(row[field]) ?? ''),
    writtenAt: Number(row.written_at),
    author: toText(row.author),
    via: toText(row.via),
    marks: row.marks === null ? undefined : JSON.parse(String(row.marks)),
  }
}

/** @param values of {@link ENTRY_COLUMNS}: rows as arrays are read in two thirds of the time */
export function toEntry(values: readonly SQLOutputValue[]): Entry {
  const [time, sequence, ...rest] = values
  const [writtenAt, via, marks] = rest.slice(FIELD_NAMES.length)
  const draft = draftOf((field) => toText(rest[FIELD_NAMES.indexOf(field)]) ?? '')
  const entry = entryOf(`${time}-${sequence}`, draft, isoTime(Number(writtenAt)))
  if (typeof marks !== 'string' && via !== OWNER) return entry
  return withMarks(entry, typeof marks === 'string' ? JSON.parse(marks) : {}, via)
}

export function entryOfRecord(id: LogId, { draft, writtenAt, via, marks }: EntryRecord): Entry {
  const entry = entryOf(id, draft, isoTime(writtenAt))
  return marks || via === OWNER ? withMarks(entry, marks ?? {}, via) : entry
}

/** As JSON in one column, so that entries without marks cost nothing: null for those. */
export function formatMarks(marks: Marks | undefined): string | null {
  const text = JSON.stringify(marks ?? {})
  return text === '{}' ? null : text
}

export function idOf(row: Row): LogId {
  return `${row.time}-${row.sequence}`
}

export function toText(value: SQLOutputValue | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined
}

export function isoTime(time: UnixTime): string {
  return new Date(time).toISOString()
}

const OWNER = 'owner'

function withMarks(entry: Entry, { replaces, pinned, reply }: Marks, via: unknown): Entry {
  return {
    ...entry,
    ...(replaces && { edited: true, replaces }),
    ...(via === OWNER && { byOwner: true }),
    ...(pinned && { pinned }),
    ...(reply && { reply }),
  }
}
