import { renameSync, rmSync, statSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'
import type { UnixTime } from '../../../../common/unix-time.ts'
import type { BookFiles } from './book-files.ts'
import { DataDirectoryUnusable } from './data-directory.ts'
import { describeCause, isOutOfRoom } from './failures.ts'
import { createPrivateFile, waitForDisk } from './private-files.ts'

/** Copies the book into a file beside it; returns the path. Throws {@link DataDirectoryUnusable}. */
export function copyDatabase(database: DatabaseSync, files: BookFiles, version: number, now: UnixTime): string {
  const time = new Date(now).toISOString().replace(/\.\d+/, '').replaceAll(':', '')
  const copy = `${files.stem}-format-${version}-${time}.db`
  // A fixed name, so that starts that are killed again and again do not fill the disk.
  const unfinished = `${files.stem}-copy.unfinished`
  try {
    rmSync(unfinished, { force: true })
    createPrivateFile(unfinished)
    database.prepare('VACUUM INTO ?').run(unfinished)
    waitForDisk(unfinished, 'r+')
    renameSync(unfinished, copy)
    waitForDisk(files.directory, 'r')
    return copy
  } catch (error) {
    rmSync(unfinished, { force: true })
    throw new DataDirectoryUnusable(
      `${files.database} is in format ${version} and must be copied before it is upgraded, but ${reason(error, files)}`,
      { cause: error },
    )
  }
}

function reason(error: unknown, { database }: BookFiles): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (!isOutOfRoom(error) && code !== 'ENOSPC' && code !== 'EDQUOT') return `that failed: ${describeCause(error, '')}.`
  return `the disk is too full: the copy needs ${Math.ceil(statSync(database).size / 1e6)} MB.`
}
