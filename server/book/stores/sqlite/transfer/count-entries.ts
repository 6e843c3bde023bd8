import { statSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import type { BookFiles } from '../files/book-files.ts'
import { unusable } from '../files/data-directory.ts'
import { isSqliteError } from '../files/failures.ts'
import { readFormat } from '../files/format.ts'
import { MIGRATIONS } from '../migrations/migrations.ts'

/** How many entries a book has, those that wait, are hidden or spam too; 0 if there is no book. Throws `DataDirectoryUnusable`. */
export function countEntries(files: BookFiles): number {
  if (!statSync(files.database, { throwIfNoEntry: false })?.size) return 0
  try {
    const database = new DatabaseSync(files.database)
    try {
      const format = readFormat(database, files, MIGRATIONS.length)
      if (format === 'new') return 0
      const tables = format === 1 ? ['entries'] : ['entries', 'hidden', 'held']
      const sum = tables.map((table) => `(SELECT count(*) FROM ${table})`).join(' + ')
      return Number(database.prepare(`SELECT ${sum} AS entries`).get()?.entries)
    } finally {
      database.close()
    }
  } catch (error) {
    throw isSqliteError(error) ? unusable(files.database, error) : error
  }
}
