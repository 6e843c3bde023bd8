import type { Changes } from '../book/book.ts'
import type { Entry } from '../common/entry.ts'
import { FIELD_NAMES } from '../common/entry-fields.ts'
import { formatPosition, type Position } from '../common/position.ts'

/** In milliseconds. */
const RECONNECT_AFTER = 2000

/** Opens a stream. It shows nothing, but a browser resumes at its id (https://html.spec.whatwg.org/multipage/server-sent-events.html). */
export function openingFrame(position: Position): string {
  return `retry: ${RECONNECT_AFTER}\nid: ${formatPosition(position)}\n\n`
}

/** Keeps proxies from closing the stream. Browsers report neither comments nor events without data, so it is an event with a data field. */
export const HEARTBEAT = 'event: beat\ndata:\n\n'

/** Asks the reader to reload. */
export const RELOAD = 'event: reload\ndata: {}\n\n'

/** One event for each change after `before`, each with the position reached by it. */
export function changeFrames(before: Position, { added, changed }: Pick<Changes, 'added' | 'changed'>): string {
  let position = before
  let frames = ''
  for (const entry of added) {
    position = { ...position, entries: entry.id }
    frames += frame('entry', position, entry)
  }
  for (const { id, entry } of changed) {
    position = { ...position, removed: id }
    if (entry !== undefined) frames += frame('removed', position, { id: entry })
  }
  return frames
}

/** The least size of the frames in bytes, without building them. */
export function leastSizeOf({ added }: Pick<Changes, 'added'>): number {
  let bytes = 0
  for (const entry of added) for (const field of FIELD_NAMES) bytes += Buffer.byteLength(entry[field])
  return bytes
}

/** JSON contains no line breaks, so the data is always one line. */
function frame(event: string, position: Position, data: Entry | { id: string }): string {
  return `id: ${formatPosition(position)}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`
}
