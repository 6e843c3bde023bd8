import { chmodSync, closeSync, fchmodSync, fsyncSync, openSync, readdirSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { BookFiles } from './book-files.ts'

const PRIVATE = 0o600

/** Creates a file for its owner only, whatever the umask. SQLite's own files get the mode of the database. */
export function createPrivateFile(path: string): void {
  let file: number
  try {
    // Never opens an existing file: closing it would drop this process's SQLite locks on it.
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

/** Returns once a file or directory is on the disk. */
export function waitForDisk(path: string, flags: string): void {
  const file = openSync(path, flags)
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** Removes other users' access. Leaves another user's file as it is, since a group may share a book. */
export function makePrivate({ directory, stem }: BookFiles): void {
  const prefix = basename(stem)
  for (const name of readdirSync(directory)) {
    const rest = name.startsWith(prefix) ? name.slice(prefix.length) : ''
    if (/^([.]db(-wal|-shm)?|[.]lock(-journal)?|[.]reserve|-(format|before)-.*[.]db)$/.test(rest))
      removeOthers(join(directory, name))
  }
}

function removeOthers(path: string): void {
  const file = statSync(path, { throwIfNoEntry: false })
  if (!file?.isFile() || (file.mode & 0o077) === 0 || file.uid !== process.geteuid?.()) return
  try {
    chmodSync(path, file.mode & 0o700)
  } catch {
    // The file system has no modes.
  }
}
