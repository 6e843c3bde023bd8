import type { DatabaseSync } from 'node:sqlite'
import type { BookFiles } from './book-files.ts'
import { DataDirectoryUnusable } from './data-directory.ts'

/** Marks the file as a guestbook: "book" in ASCII (https://sqlite.org/pragma.html#pragma_application_id). */
const APPLICATION = 0x62_6f_6f_6b

const RESTORE = 'put a backup of the book in its place'

/** Reads the format of a book. Throws `DataDirectoryUnusable` if it is newer than `known` or no release has written it. */
export function readFormat(database: DatabaseSync, { database: path }: BookFiles, known: number): number | 'new' {
  const application = readNumber(database, 'application_id')
  const format = readNumber(database, 'user_version')
  const empty = isEmpty(database)
  if (empty && format === 0 && (application === 0 || application === APPLICATION)) return 'new'
  if (application !== APPLICATION) throw new DataDirectoryUnusable(`${path} is a database, but not a guestbook.`)
  if (format > known) {
    throw new DataDirectoryUnusable(
      `${path} was written by a newer guestbook (its format is ${format}, this one knows ${known}): install that version again.`,
    )
  }
  if (format < 1) {
    throw new DataDirectoryUnusable(
      `${path} is a guestbook in format ${format}, which no release has written: it is incomplete or damaged; ${RESTORE}.`,
    )
  }
  if (empty || !hasBook(database)) {
    throw new DataDirectoryUnusable(`${path} is a guestbook in format ${format} that has lost its tables; ${RESTORE}.`)
  }
  return format
}

/** Throws `DataDirectoryUnusable` unless the file has the format of this release. */
export function requireFormat(database: DatabaseSync, files: BookFiles, known: number): void {
  const format = readFormat(database, files, known)
  if (format === known) return
  throw new DataDirectoryUnusable(
    format === 'new'
      ? `${files.database} holds no guestbook yet.`
      : `${files.database} was written by an older guestbook (its format is ${format}, this one's is ${known}): start this guestbook once to upgrade the book.`,
  )
}

/** True for a guestbook of any format, even an unknown one. */
export function isGuestbook(database: DatabaseSync): boolean {
  return readNumber(database, 'application_id') === APPLICATION
}

/** The format that the file claims to have. */
export function uncheckedFormat(database: DatabaseSync): number {
  return readNumber(database, 'user_version')
}

/** True for a guestbook and for an empty file. */
export function isOurs(database: DatabaseSync): boolean {
  return isGuestbook(database) || isEmpty(database)
}

export function markAsGuestbook(database: DatabaseSync): void {
  database.exec(`PRAGMA application_id = ${APPLICATION}`)
}

function isEmpty(database: DatabaseSync): boolean {
  return database.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() === undefined
}

function hasBook(database: DatabaseSync): boolean {
  const table = database.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'book'").get()
  return table !== undefined && database.prepare('SELECT 1 FROM book').get() !== undefined
}

function readNumber(database: DatabaseSync, pragma: 'application_id' | 'user_version'): number {
  return Number(database.prepare(`PRAGMA ${pragma}`).get()?.[pragma])
}
