import { compareIds, isId, type LogId } from './log-id.ts'

/**
 * How far one has read a book: the last ID of each of its two logs.
 * Both are needed, since entries and removals are logged apart and a reader may be ahead in one and behind in the other.
 */
export interface Position {
  /** Which book the IDs belong to; another generation means that the log was emptied, restored or replaced. */
  readonly generation: string
  readonly entries: LogId
  readonly removed: LogId
}

/** True where someone at `position` has seen all that someone at `target` has. Positions of two generations never reach each other. */
export function reaches(position: Position, target: Position): boolean {
  return (
    position.generation === target.generation &&
    compareIds(position.entries, target.entries) >= 0 &&
    compareIds(position.removed, target.removed) >= 0
  )
}

/** The least position that reaches both. Where the generations differ, `newer` alone counts. */
export function furthest(older: Position, newer: Position): Position {
  if (older.generation !== newer.generation) return newer
  return {
    generation: newer.generation,
    entries: compareIds(older.entries, newer.entries) > 0 ? older.entries : newer.entries,
    removed: compareIds(older.removed, newer.removed) > 0 ? older.removed : newer.removed,
  }
}

/** One opaque string, fit for a header, a cookie and an event's `id:`. */
export function formatPosition({ generation, entries, removed }: Position): string {
  return `${entries}.${removed}.${generation}`
}

/** Reads what `formatPosition` wrote; undefined for anything else. */
export function parsePosition(text: string | undefined): Position | undefined {
  if (text === undefined || text.length > 128) return undefined
  const [entries, removed, generation, ...rest] = text.split('.')
  if (!isId(entries) || !isId(removed) || !generation || !/^[\w-]+$/.test(generation) || rest.length > 0)
    return undefined
  return { generation, entries, removed }
}
