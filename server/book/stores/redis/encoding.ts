import { draftOf, type Entry, entryOf } from '../../../shared/entry.ts'
import { LOG_START, type LogId } from '../../../shared/log-id.ts'
import type { Removal } from '../../book.ts'

/** A stream's record as Redis replies it: its ID, then fields and values in turn. */
export type StreamRecord = readonly [id: LogId, fields: readonly string[]]

/**
 * A record of an older release, or one written by hand (a learner's XADD), may lack fields; it is shown as far as it goes. One of a
 * newer release may have others, which are left out.
 */
export function decodeEntry([id, fields]: StreamRecord): Entry {
  const draft = draftOf((name) => field(fields, name) ?? '')
  return entryOf(id, draft, decodeTime(field(fields, 'at') ?? id.slice(0, id.indexOf('-'))))
}

/** A removal from its record. One written by hand may lack its entry; it is given an ID that no entry has, and removes nothing. */
export function decodeRemoval([id, fields]: StreamRecord): Removal {
  return { id, entry: field(fields, 'entry') ?? LOG_START }
}

let last = { milliseconds: '0', time: new Date(0).toISOString() }

/** From milliseconds since 1970 as text to ISO 8601 in UTC. Remembers the last: what is posted together is of one moment. */
export function decodeTime(milliseconds: string): string {
  if (milliseconds !== last.milliseconds) last = { milliseconds, time: toIso(Number(milliseconds)) }
  return last.time
}

/** The beginning of 1970 for what is no time. */
function toIso(milliseconds: number): string {
  const date = new Date(milliseconds)
  return Number.isNaN(date.getTime()) ? new Date(0).toISOString() : date.toISOString()
}

function field(fields: readonly string[], name: string): string | undefined {
  for (let index = 0; index < fields.length; index += 2) if (fields[index] === name) return fields[index + 1]
  return undefined
}
