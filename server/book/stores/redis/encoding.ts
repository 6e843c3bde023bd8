import { type Draft, draftOf, type Entry, entryOf, type Reply, rareFieldsOf } from '../../../common/entry.ts'
import type { LogId } from '../../../common/log-id.ts'
import { rememberLast } from '../../../performance/remember-last.ts'

/** A stream's record as Redis replies it: its ID, then fields and values in turn; from some scripts a third part. */
export type StreamRecord<Third = unknown> = readonly [id: LogId, fields: readonly string[], third?: Third]

/** An entry's record and its marks as JSON, if it has any. */
export type MarkedRecord = StreamRecord<string | null>

/** Records from older releases or a manual XADD may lack fields. Unknown fields from newer releases are ignored. */
export function decodeEntry([id, fields, marks]: MarkedRecord): Entry {
  const entry = entryOf(id, decodeDraft(fields), isoTimeOf(id, fields))
  const replaces = fieldOf(fields, 'replaces')
  const isByOwner = fieldOf(fields, 'via') === 'owner'
  if (replaces === undefined && !isByOwner && !marks) return entry
  const edited = replaces === undefined ? {} : { edited: true as const, replaces }
  const byOwner = isByOwner ? { byOwner: true as const } : {}
  return { ...entry, ...edited, ...byOwner, ...(marks ? decodeMarks(marks) : {}) }
}

export function decodeDraft(fields: readonly string[]): Draft {
  return draftOf((name) => fieldOf(fields, name) ?? '')
}

/** The rare fields that a draft has, names and values in turn. */
export function encodeRare(draft: Draft): string[] {
  return rareFieldsOf(draft).flatMap((field) => [field, draft[field] ?? ''])
}

function decodeMarks(json: string): Pick<Entry, 'pinned' | 'reply'> {
  const { pinned, reply } = JSON.parse(json) as { pinned?: true; reply?: Reply }
  return {
    ...(pinned ? { pinned } : {}),
    ...(reply ? { reply: { text: reply.text, at: reply.at } } : {}),
  }
}

/** When a record was written, ISO 8601 in UTC: by its own field, which older records may lack, or else by its ID. */
export function isoTimeOf(id: LogId, fields: readonly string[]): string {
  return decodeTime(fieldOf(fields, 'at') ?? id.slice(0, id.indexOf('-')))
}

/** Converts milliseconds since 1970 to ISO 8601 in UTC, and invalid ones to 1970. */
export const decodeTime = rememberLast((milliseconds) => toIso(Number(milliseconds)))

function toIso(milliseconds: number): string {
  const date = new Date(milliseconds)
  return Number.isNaN(date.getTime()) ? new Date(0).toISOString() : date.toISOString()
}

export function fieldOf(fields: readonly string[], name: string): string | undefined {
  for (let index = 0; index < fields.length; index += 2) if (fields[index] === name) return fields[index + 1]
  return undefined
}

/** Names and values in turn, as Redis replies a hash. */
export function decodePairs(reply: readonly string[]): Record<string, string> {
  const pairs: Record<string, string> = {}
  for (let index = 0; index < reply.length; index += 2) pairs[reply[index] as string] = reply[index + 1] as string
  return pairs
}
