import { chmodSync, closeSync, fchmodSync, fsyncSync, openSync, readdirSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { BookFiles } from './book-files.ts'

const PRIVATE = 0o600
const GROUP_MAY_WRITE = 0o020
const STICKY = 0o1000

/**
 * Creates a file for its owner only, whatever the umask, or for the group too if that keeps the directory: OpenShift gives a volume to a
 * group, and picks a user. SQLite's own files get the mode of the database.
 */
export function createPrivateFile(path: string): void {
  const mode = modeIn(dirname(path), PRIVATE)
  let file: number
  try {
    // Never opens an existing file: closing it would drop this process's SQLite locks on it.
    file = openSync(path, 'wx', mode)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return
    throw error
  }
  try {
    fchmodSync(file, mode)
  } finally {
    closeSync(file)
  }
}

/** The mode for a file of a directory, by what its owner may do: others may nothing, and the group the same if it keeps the directory. */
function modeIn(directory: string, ownerMode: number): number {
  // In a sticky directory, such as /tmp, nobody may replace another user's files.
  const isGroups = (statSync(directory).mode & (GROUP_MAY_WRITE | STICKY)) === GROUP_MAY_WRITE
  return ownerMode | (isGroups ? ownerMode >> 3 : 0)
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

/** Removes the access that new files would not give. Leaves another user's files as they are. */
export function makePrivate({ directory, stem }: BookFiles): void {
  const prefix = basename(stem)
  for (const name of readdirSync(directory)) {
    const rest = name.startsWith(prefix) ? name.slice(prefix.length) : ''
    if (/^([.]db(-wal|-shm)?|[.]lock(-journal)?|[.]reserve|-(format|before)-.*[.]db)$/.test(rest))
      setMode(join(directory, name))
  }
}

function setMode(path: string): void {
  const file = statSync(path, { throwIfNoEntry: false })
  if (!file?.isFile() || file.uid !== process.geteuid?.()) return
  const mode = modeIn(dirname(path), file.mode & 0o700)
  if ((file.mode & 0o777) === mode) return
  try {
    chmodSync(path, mode)
  } catch {
    // The file system has no modes.
  }
}
