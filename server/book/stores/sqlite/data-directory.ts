import { accessSync, constants, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { describeCause } from './failures.ts'

/** Another process keeps its book in this directory. */
export class DataDirectoryInUse extends Error {
  override readonly name = 'DataDirectoryInUse'
}

/** The directory cannot hold a book, or what is in it cannot be read as one; the message says why. */
export class DataDirectoryUnusable extends Error {
  override readonly name = 'DataDirectoryUnusable'
}

/** Creates the directory if it is missing, for its owner alone, and makes sure that it can be written to. */
export function prepareDirectory(directory: string): void {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 })
    accessSync(directory, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (error) {
    throw new DataDirectoryUnusable(`The data directory ${directory} ${explain(error)}.`, { cause: error })
  }
}

/** The path of the book's file, as the owner knows it; it may be a symbolic link. */
export function databasePath(directory: string): string {
  return join(directory, 'guestbook.db')
}

/** What the system or SQLite said of a file, as an error that stops the start. */
export function unusable(path: string, error: unknown): DataDirectoryUnusable {
  return new DataDirectoryUnusable(`${path} cannot be used for a guestbook: ${describeCause(error, path)}.`, {
    cause: error,
  })
}

function explain(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'EEXIST' || code === 'ENOTDIR') return 'is not a directory, or lies below something that is not'
  if (code === 'ENOENT') return 'cannot be created: a symbolic link on the way leads to nothing'
  return `cannot be used: ${describeCause(error, '')}`
}
