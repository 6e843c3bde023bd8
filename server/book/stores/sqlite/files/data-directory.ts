import { accessSync, constants, lstatSync, mkdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
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
    createDirectory(directory)
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

/** One by one: `recursive` never ends below a directory that cannot hold another one, such as /proc. */
function createDirectory(directory: string): void {
  const missing: string[] = []
  for (let path = directory; !lstatSync(path, { throwIfNoEntry: false }); path = dirname(path)) missing.unshift(path)
  for (const path of missing) {
    try {
      mkdirSync(path, { mode: 0o700 })
    } catch (error) {
      // "a/.." is there once "a" is, and another process may be faster.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
  if (!statSync(directory).isDirectory()) throw Object.assign(new Error(), { code: 'ENOTDIR' })
}

function explain(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'EEXIST' || code === 'ENOTDIR') return 'is not a directory, or is inside something that is not'
  if (code === 'ENOENT')
    return 'cannot be created: a symbolic link in its path leads to nothing, or its parent cannot hold a directory'
  return `cannot be used: ${describeCause(error, '')}`
}
