import type { DatabaseSync } from 'node:sqlite'
import { BookRow } from './book-row.ts'
import { ChangeTable } from './change-table.ts'
import { Decisions } from './decisions.ts'
import { Drawers } from './drawers.ts'
import { EntryTable } from './entry-table.ts'
import { IdempotencyKeys } from './idempotency-keys.ts'
import { Moves } from './moves.ts'
import { Prints } from './prints.ts'
import { SettingsTable } from './settings-table.ts'
import { TrustedAuthors } from './trusted-authors.ts'

/** All tables of a book. They begin no transactions: their callers do. */
export interface Tables {
  readonly book: BookRow
  readonly entries: EntryTable
  readonly hidden: EntryTable
  readonly changes: ChangeTable
  readonly drawers: Drawers
  readonly decisions: Decisions
  readonly moves: Moves
  readonly settings: SettingsTable
  readonly trusted: TrustedAuthors
  readonly prints: Prints
  readonly keys: IdempotencyKeys
}

export function openTables(database: DatabaseSync): Tables {
  const book = new BookRow(database)
  return {
    book,
    entries: new EntryTable(database, 'entries'),
    hidden: new EntryTable(database, 'hidden'),
    changes: new ChangeTable(database, book),
    drawers: new Drawers(database, book),
    decisions: new Decisions(database),
    moves: new Moves(database),
    settings: new SettingsTable(database),
    trusted: new TrustedAuthors(database),
    prints: new Prints(database),
    keys: new IdempotencyKeys(database),
  }
}
