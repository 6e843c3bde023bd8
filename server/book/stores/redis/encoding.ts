import { draftOf, type Entry, entryOf } from '../../../common/entry.ts'
import { LOG_START, type LogId } from '../../../common/log-id.ts'
import type { Change } from '../../changes.ts'

/** A stream's record as Redis replies it: its ID, then fields and values in turn. */
export type StreamRecord = readonly [id: LogId, fields: readonly string[]]

/** Records from older releases or a manual XADD may lack fields. Unknown fields from newer releases are ignored. */
export function decodeEntry([id, fields]: StreamRecord): Entry {
  const draft = draftOf((name) => field(fields, name) ?? '')
  return entryOf(id, draft, decodeTime(field(fields, 'at') ?? id.slice(0, id.indexOf('-'))))
}

/** A record from a manual XADD may lack its entry; it then gets an ID that no entry has. */
export function decodeChange([id, fields]: StreamRecord): Change {
  return { id, op: 'remove', entry: field(fields, 'entry') ?? LOG_START }
}

let last = { milliseconds: '0', time: new Date(0).toISOString() }

/** Converts milliseconds since 1970 to ISO 8601 in UTC. Caches the last, since entries are often added together. */
export function decodeTime(milliseconds: string): string {
  if (milliseconds !== last.milliseconds) last = { milliseconds, time: toIso(Number(milliseconds)) }
  return last.time
}

/** Invalid times become the start of 1970. */
function toIso(milliseconds: number): string {
  const date = new Date(milliseconds)
  return Number.isNaN(date.getTime()) ? new Date(0).toISOString() : date.toISOString()
}

function field(fields: readonly string[], name: string): string | undefined {
  for (let index = 0; index < fields.length; index += 2) if (fields[index] === name) return fields[index + 1]
  return undefined
}
