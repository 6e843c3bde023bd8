import type { DatabaseSync } from 'node:sqlite'
import { KIOSK_TABLES, OWNER_TABLES } from '../owners/owner-tables.ts'

/** Deletes codes and sessions, so that nobody can sign in with what a copy holds. Their bytes are overwritten. */
export function forgetDevices(database: DatabaseSync): void {
  database.exec('PRAGMA secure_delete = ON')
  // The oldest formats have no such tables.
  for (const table of [OWNER_TABLES, KIOSK_TABLES].flatMap(({ codes, sessions }) => [codes, sessions])) {
    const exists = database.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?").get(table)
    if (exists) database.exec(`DELETE FROM ${table}`)
  }
}
