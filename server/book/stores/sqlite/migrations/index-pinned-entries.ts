import type { DatabaseSync } from 'node:sqlite'

/** True for an entry whose marks have a pin. SQLite uses the index only for queries with exactly this text. */
export const IS_PINNED = `instr(marks, '"pinned":true')`

/** The fourth format: an index of the pinned entries, so that they are found in a book of any size. */
export function indexPinnedEntries(database: DatabaseSync): void {
  database.exec(`CREATE INDEX entries_by_pin ON entries (time, sequence) WHERE ${IS_PINNED}`)
}
