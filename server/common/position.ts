import { compareIds, isId, type LogId } from './log-id.ts'

/** How far a reader has read a book: the last ID of each of its two logs, since one may be ahead and the other behind. */
export interface Position {
  /** Identifies the book. It changes when the log is emptied, restored or replaced. */
  readonly generation: string
  readonly entries: LogId
  /** In the log of changes, which once held only removals. */
  readonly removed: LogId
}

/** True if a reader at `position` has seen everything up to `target`. Positions of different generations never reach each other. */
export function reaches(position: Position, target: Position): boolean {
  return (
    position.generation === target.generation &&
    compareIds(position.entries, target.entries) >= 0 &&
    compareIds(position.removed, target.removed) >= 0
  )
}

/** The first position that reaches both; `newer` if the generations differ. */
export function furthest(older: Position, newer: Position): Position {
  if (older.generation !== newer.generation) return newer
  return {
    generation: newer.generation,
    entries: compareIds(older.entries, newer.entries) > 0 ? older.entries : newer.entries,
    removed: compareIds(older.removed, newer.removed) > 0 ? older.removed : newer.removed,
  }
}

/** A string that fits a header, a cookie and an event's `id:`. */
export function formatPosition({ generation, entries, removed }: Position): string {
  return `${entries}.${removed}.${generation}`
}

/** Parses the result of `formatPosition`; undefined for anything else. */
export function parsePosition(text: string | undefined): Position | undefined {
  if (text === undefined || text.length > 128) return undefined
  const [entries, removed, generation, ...rest] = text.split('.')
  if (!isId(entries) || !isId(removed) || !generation || !/^[\w-]+$/.test(generation) || rest.length > 0)
    return undefined
  return { generation, entries, removed }
}
