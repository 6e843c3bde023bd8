import { isId, type LogId } from '../common/log-id.ts'

/** One of the visitor's own entries. Its id is that of the entry in the book, or of the one that waits for the owner. */
export interface OwnEntry {
  readonly id: LogId
  readonly isWaiting: boolean
}

const LIMIT = 8

/** Before the id of an entry that waits. */
const WAITING = 'w'

/** Parses the result of `formatOwnEntries`, newest first. Skips what is no id. */
export function parseOwnEntries(text: string): readonly OwnEntry[] {
  return text
    .split('.', LIMIT)
    .map((part) =>
      part.startsWith(WAITING) ? { id: part.slice(WAITING.length), isWaiting: true } : { id: part, isWaiting: false },
    )
    .filter(({ id }) => isId(id))
}

export function formatOwnEntries(entries: readonly OwnEntry[]): string {
  return entries.map(({ id, isWaiting }) => (isWaiting ? WAITING + id : id)).join('.')
}

export function addOwnEntry(entries: readonly OwnEntry[], added: OwnEntry): readonly OwnEntry[] {
  return [added, ...entries.filter((entry) => !isSame(entry, added))].slice(0, LIMIT)
}

export function removeOwnEntry(entries: readonly OwnEntry[], removed: OwnEntry): readonly OwnEntry[] {
  return entries.filter((entry) => !isSame(entry, removed))
}

function isSame(a: OwnEntry, b: OwnEntry): boolean {
  return a.id === b.id && a.isWaiting === b.isWaiting
}
