import { closeSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'
import type { BookFiles } from './book-files.ts'
import { DataDirectoryUnusable } from './data-directory.ts'
import { describeCause, isOutOfRoom } from './failures.ts'
import { createPrivateFile } from './private-files.ts'

/**
 * Copies the book as it stands in format `version` into a file beside it, named by the format and the time, and waits for the
 * disk. Throws {@link DataDirectoryUnusable} if that cannot be done, and leaves nothing behind.
 * @param now in milliseconds since 1970
 * @returns the path of the copy
 */
export function copyDatabase(database: DatabaseSync, files: BookFiles, version: number, now: number): string {
  const time = new Date(now).toISOString().replace(/\.\d+/, '').replaceAll(':', '')
  const copy = `${files.stem}-format-${version}-${time}.db`
  // One name for all unfinished copies: a start that is killed again and again does not fill the disk with them.
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
      `${files.database} is in format ${version} and would be copied before it is brought up to date, but ${reason(error, files)}`,
      { cause: error },
    )
  }
}

function reason(error: unknown, { database }: BookFiles): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (!isOutOfRoom(error) && code !== 'ENOSPC' && code !== 'EDQUOT') return `that failed: ${describeCause(error, '')}.`
  return `the disk is too full: the copy needs ${Math.ceil(statSync(database).size / 1e6)} MB.`
}

function waitForDisk(path: string, flags: string): void {
  const file = openSync(path, flags)
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
