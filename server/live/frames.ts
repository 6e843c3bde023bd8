import type { Changes } from '../book/book.ts'
import type { Entry } from '../shared/entry.ts'
import { FIELD_NAMES } from '../shared/entry-fields.ts'
import { formatPosition, type Position } from '../shared/position.ts'

/** How long a browser waits before it connects again, in milliseconds. */
const RECONNECT_AFTER = 2000

/** Opens a stream: an event without data shows nothing, yet its id is where the browser resumes (https://html.spec.whatwg.org/multipage/server-sent-events.html). */
export function openingFrame(position: Position): string {
  return `retry: ${RECONNECT_AFTER}\nid: ${formatPosition(position)}\n\n`
}

/**
 * So that no proxy takes the stream for dead, and that the page notices when it is. An event, since browsers tell nobody of a
 * comment, and with data, even if there is none in it: of an event without the field they tell nobody either.
 */
export const HEARTBEAT = 'event: beat\ndata:\n\n'

/** Says that what the reader shows can no longer be brought up to date. */
export const RELOAD = 'event: reload\ndata: {}\n\n'

/** What happened after `before`, one event each: the position moves on with every one of them. */
export function changeFrames(before: Position, { added, removals }: Pick<Changes, 'added' | 'removals'>): string {
  let position = before
  let frames = ''
  for (const entry of added) {
    position = { ...position, entries: entry.id }
    frames += frame('entry', position, entry)
  }
  for (const { id, entry } of removals) {
    position = { ...position, removed: id }
    frames += frame('removed', position, { id: entry })
  }
  return frames
}

/** How large the frames of these changes are at least, in bytes, without making them. */
export function leastSizeOf({ added }: Pick<Changes, 'added'>): number {
  let bytes = 0
  for (const entry of added) for (const field of FIELD_NAMES) bytes += Buffer.byteLength(entry[field])
  return bytes
}

/** JSON has no line breaks of its own, so the data is always one line. */
function frame(event: string, position: Position, data: Entry | { id: string }): string {
  return `id: ${formatPosition(position)}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`
}
