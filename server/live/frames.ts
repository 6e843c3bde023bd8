import type { Changes } from '../book/book.ts'
import { isHiding } from '../book/changes.ts'
import type { Entry } from '../common/entry.ts'
import { FIELD_NAMES } from '../common/entry-fields.ts'
import type { LogId } from '../common/log-id.ts'
import { formatPosition, type Position, reaches } from '../common/position.ts'

const RECONNECT_AFTER_MS = 2000

/** Opens a stream. Browsers resume at its id (https://html.spec.whatwg.org/multipage/server-sent-events.html). */
export function openingFrame(position: Position): string {
  return `retry: ${RECONNECT_AFTER_MS}\nid: ${formatPosition(position)}\n\n`
}

/** Keeps proxies from closing the stream. An event with data, since browsers do not report comments or empty events to scripts. */
export const HEARTBEAT = 'event: beat\ndata:\n\n'

export const RELOAD = 'event: reload\ndata: {}\n\n'

/** A point in the log, with the number of entries that a reader has counted up to there. */
export interface LivePoint {
  readonly position: Position
  readonly total: number
}

/** One event for each change after `before` that readers see, with its position, and the total where counting by 1 would be wrong. */
export function changeFrames(
  before: LivePoint,
  { added, changed }: Pick<Changes, 'added' | 'changed'>,
  after: LivePoint,
): string {
  let { position, total } = before
  let frames = ''
  for (const entry of added) {
    position = { ...position, entries: entry.id }
    total += 1
    frames += frame(entry.replaces === undefined ? 'entry' : 'changed', position, entry)
  }
  const shown = new Set<LogId>()
  for (const { id, op, entry, now } of changed) {
    position = { ...position, changes: id }
    if (entry === undefined) continue
    if (op === 'show') shown.add(entry)
    if (now !== undefined) {
      const isShown = shown.delete(entry)
      if (isShown) total += 1
      frames += frame(isShown ? 'entry' : 'changed', position, now)
    } else if (isHiding(op)) {
      total -= 1
      frames += frame('removed', position, { id: entry })
    }
  }
  if (total !== after.total) return frames + frame('total', after.position, { total: after.total })
  return reaches(position, after.position) ? frames : `${frames}id: ${formatPosition(after.position)}\n\n`
}

/** The least size of the frames in bytes, without building them. */
export function leastSizeOf({ added, changed }: Pick<Changes, 'added' | 'changed'>): number {
  const entries = [...added, ...changed.flatMap(({ now = [] }) => now)]
  return entries.reduce((bytes, entry) => bytes + textBytes(entry), 0)
}

function textBytes(entry: Entry): number {
  return FIELD_NAMES.reduce(
    (bytes, field) => bytes + Buffer.byteLength(entry[field] ?? ''),
    entry.reply?.text.length ?? 0,
  )
}

/** JSON contains no line breaks, so the data is always one line. */
function frame(
  event: string,
  position: Position,
  data: Entry | { readonly id: LogId } | { readonly total: number },
): string {
  return `id: ${formatPosition(position)}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`
}
