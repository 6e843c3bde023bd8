import { accessSync, constants, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { isBusy } from './failures.ts'

/** Another process keeps its book in this directory. */
export class DataDirectoryInUse extends Error {
  override readonly name = 'DataDirectoryInUse'
}

/** The directory cannot hold a book, or what is in it cannot be read as one; the message says why. */
export class DataDirectoryUnusable extends Error {
  override readonly name = 'DataDirectoryUnusable'
}

/** What keeps other processes out of a directory. */
export interface Claim {
  release(): void
}

/** Creates the directory where it is missing, for its owner alone, and makes sure that it can be written to. */
export function prepareDirectory(directory: string): void {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 })
    accessSync(directory, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (error) {
    throw new DataDirectoryUnusable(`The data directory ${directory} ${explain(error)}.`, { cause: error })
  }
}

/**
 * Claims the directory for this process, until it is released or the process ends in whichever way: an exclusive
 * transaction on a file of its own, whose lock the operating system drops with the process
 * (https://sqlite.org/lockingv3.html). Throws {@link DataDirectoryInUse}.
 */
export function claimDirectory(directory: string): Claim {
  const lock = openFile(join(directory, 'guestbook.lock'), 0)
  try {
    lock.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    lock.close()
    if (!isBusy(error)) throw unusable(directory, error)
    throw new DataDirectoryInUse(
      `The data directory ${directory} is in use by another guestbook: stop that one first, or give this one a directory of its own.`,
      { cause: error },
    )
  }
  return { release: () => lock.close() }
}

/** Opens a SQLite file; waits up to `timeout` milliseconds for another connection's lock. Throws {@link DataDirectoryUnusable}. */
export function openFile(path: string, timeout: number): DatabaseSync {
  try {
    return new DatabaseSync(path, { timeout })
  } catch (error) {
    throw unusable(path, error)
  }
}

/** What SQLite said of `path`, as an error that stops the start. */
export function unusable(path: string, error: unknown): DataDirectoryUnusable {
  const reason = error instanceof Error ? error.message : String(error)
  return new DataDirectoryUnusable(`${path} cannot be used for a guestbook: ${reason}.`, { cause: error })
}

function explain(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'EEXIST' || code === 'ENOTDIR') return 'is not a directory, or lies below something that is not'
  if (code === 'EACCES' || code === 'EPERM')
    return 'must be readable and writable by the user that the guestbook runs as'
  if (code === 'EROFS') return 'lies on a file system that is mounted read-only'
  return `cannot be used: ${error instanceof Error ? error.message : String(error)}`
}
