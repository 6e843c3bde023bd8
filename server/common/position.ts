import { compareIds, isId, type LogId } from './log-id.ts'

/** How far a reader has read a book: the last ID of each of its two logs, since one may be ahead and the other behind. */
export interface Position {
  /** Identifies the book. It changes when the log is emptied, restored or replaced. */
  readonly generation: string
  readonly entries: LogId
  /** In the log of changes. */
  readonly changes: LogId
}

/** True if a reader at `position` has seen everything up to `target`. Positions of different generations never reach each other. */
export function reaches(position: Position, target: Position): boolean {
  return (
    position.generation === target.generation &&
    compareIds(position.entries, target.entries) >= 0 &&
    compareIds(position.changes, target.changes) >= 0
  )
}

/** The first position that reaches both; `newer` if the generations differ. */
export function furthest(older: Position, newer: Position): Position {
  if (older.generation !== newer.generation) return newer
  return {
    generation: newer.generation,
    entries: compareIds(older.entries, newer.entries) > 0 ? older.entries : newer.entries,
    changes: compareIds(older.changes, newer.changes) > 0 ? older.changes : newer.changes,
  }
}

/** A string that fits a header, a cookie and an event's `id:`. */
export function formatPosition({ generation, entries, changes }: Position): string {
  return `${entries}.${changes}.${generation}`
}

/** Parses the result of `formatPosition`; undefined for anything else. */
export function parsePosition(text: string | undefined): Position | undefined {
  if (text === undefined || text.length > 128) return undefined
  const [entries, changes, generation, ...rest] = text.split('.')
  if (!isId(entries) || !isId(changes) || !generation || !/^[\w-]+$/.test(generation) || rest.length > 0)
    return undefined
  return { generation, entries, changes }
}
