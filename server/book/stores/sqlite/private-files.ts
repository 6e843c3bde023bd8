import { chmodSync, closeSync, fchmodSync, openSync, readdirSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { BookFiles } from './book-files.ts'

/** Read and written by its owner, by nobody else. */
const PRIVATE = 0o600

/**
 * Makes an empty private file, whatever the umask, and leaves one that exists as it is. SQLite gives its own files the mode
 * of the database beside them.
 */
export function createPrivateFile(path: string): void {
  let file: number
  try {
    // Never opens an existing file: to close it would drop the locks that SQLite holds on it in this process.
    file = openSync(path, 'wx', PRIVATE)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return
    throw error
  }
  try {
    fchmodSync(file, PRIVATE)
  } finally {
    closeSync(file)
  }
}

/** Takes this user's files of the book away from everybody else. Another user's file keeps its mode: a group may share a book. */
export function makePrivate({ directory, stem }: BookFiles): void {
  const prefix = basename(stem)
  for (const name of readdirSync(directory)) {
    const rest = name.startsWith(prefix) ? name.slice(prefix.length) : ''
    if (/^([.]db(-wal|-shm)?|[.]lock(-journal)?|[.]reserve|-format-.*[.]db)$/.test(rest))
      removeOthers(join(directory, name))
  }
}

function removeOthers(path: string): void {
  const file = statSync(path, { throwIfNoEntry: false })
  if (!file?.isFile() || (file.mode & 0o077) === 0 || file.uid !== process.geteuid?.()) return
  try {
    chmodSync(path, file.mode & 0o700)
  } catch {
    // A file system without modes.
  }
}
