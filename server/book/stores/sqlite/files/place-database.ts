import { existsSync, linkSync, renameSync, rmSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import type { UnixTime } from '../../../../common/unix-time.ts'
import type { BookFiles } from './book-files.ts'
import { unusable } from './data-directory.ts'
import { isDatabase, readHeader } from './header.ts'
import { waitForDisk } from './private-files.ts'

/** Puts a finished database in the place of a claimed book. @returns where the old one is now, if there was one. Throws `DataDirectoryUnusable`. */
export function placeDatabase(finished: string, files: BookFiles, now: UnixTime): string | undefined {
  try {
    waitForDisk(finished, 'r+')
    const kept = existsSync(files.database) ? keep(files, now) : undefined
    // The old log must not be applied to the new database.
    for (const rest of ['-wal', '-shm', '-journal']) rmSync(`${files.database}${rest}`, { force: true })
    renameSync(finished, files.database)
    waitForDisk(files.directory, 'r')
    return kept
  } catch (error) {
    throw unusable(files.database, error)
  }
}

/** By a link, so that a book is in place at every moment: a start without one would begin a new book. */
function keep({ database, stem, directory }: BookFiles, now: UnixTime): string {
  const kept = `${stem}-before-${new Date(now).toISOString().replaceAll(':', '')}.db`
  if (!emptyLog(database)) {
    // It is damaged. Its log may be worth as much as itself.
    for (const rest of ['-wal', '-journal']) {
      if (existsSync(`${database}${rest}`)) renameSync(`${database}${rest}`, `${kept}${rest}`)
    }
  }
  try {
    linkSync(database, kept)
  } catch {
    // The file system has no links.
    renameSync(database, kept)
  }
  waitForDisk(directory, 'r')
  return kept
}

/** Moves all of the log into the database. @returns false if that does not work */
function emptyLog(path: string): boolean {
  // SQLite would delete the log of a database that is cut to nothing.
  if (!isDatabase(readHeader(path))) return false
  try {
    const database = new DatabaseSync(path)
    try {
      return database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()?.busy === 0
    } finally {
      database.close()
    }
  } catch {
    return false
  }
}
