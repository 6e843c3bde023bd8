import { accessSync, constants, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { describeCause } from './failures.ts'

/** Another process serves the book in this directory. */
export class DataDirectoryInUse extends Error {
  override readonly name = 'DataDirectoryInUse'
}

/** The directory cannot hold a book, or its content cannot be read as one. The message says why. */
export class DataDirectoryUnusable extends Error {
  override readonly name = 'DataDirectoryUnusable'
}

/** Creates the directory for its owner only, and checks that it can be used. */
export function prepareDirectory(directory: string): void {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 })
    accessSync(directory, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (error) {
    throw new DataDirectoryUnusable(`The data directory ${directory} ${explain(error)}.`, { cause: error })
  }
}

export function databasePath(directory: string): string {
  return join(directory, 'guestbook.db')
}

/** The error that stops the start because of a file. */
export function unusable(path: string, error: unknown): DataDirectoryUnusable {
  return new DataDirectoryUnusable(`${path} cannot be used for a guestbook: ${describeCause(error, path)}.`, {
    cause: error,
  })
}

function explain(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'EEXIST' || code === 'ENOTDIR') return 'is not a directory, or is inside something that is not'
  if (code === 'ENOENT') return 'cannot be created: a symbolic link in its path leads to nothing'
  return `cannot be used: ${describeCause(error, '')}`
}
