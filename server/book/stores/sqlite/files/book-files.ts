import { lstatSync, readFileSync, readlinkSync, realpathSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { DataDirectoryUnusable, databasePath, unusable } from './data-directory.ts'

/** The files of one book. They lie beside the real database, to which `guestbook.db` may be a symbolic link. */
export interface BookFiles {
  readonly directory: string
  readonly database: string
  /** The claim of the process that serves the book. */
  readonly lock: string
  readonly reserve: string
  /** The start of all file names. */
  readonly stem: string
}

/** Throws {@link DataDirectoryUnusable} if `guestbook.db` is no file, a link to none, or has another name too. */
export function locateBook(dataDirectory: string): BookFiles {
  const path = databasePath(dataDirectory)
  try {
    if (exists(path)) return filesOf(realFile(path))
    return filesOf(join(realpathSync(resolve(dataDirectory)), 'guestbook.db'))
  } catch (error) {
    throw error instanceof DataDirectoryUnusable ? error : unusable(path, error)
  }
}

/** Like {@link locateBook}, but also throws if there is no book yet. */
export function requireBook(dataDirectory: string): BookFiles {
  const path = databasePath(dataDirectory)
  try {
    if (exists(path)) return locateBook(dataDirectory)
  } catch (error) {
    throw error instanceof DataDirectoryUnusable ? error : unusable(path, error)
  }
  throw new DataDirectoryUnusable(`There is no guestbook in ${dataDirectory}.`)
}

function filesOf(database: string): BookFiles {
  const stem = database.replace(/\.db$/, '')
  return { directory: dirname(database), database, lock: `${stem}.lock`, reserve: `${stem}.reserve`, stem }
}

function exists(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined
}

function realFile(path: string): string {
  const file = statSync(path, { throwIfNoEntry: false })
  if (file === undefined) {
    const target = readlinkSync(path)
    throw new DataDirectoryUnusable(
      `${path} is a symbolic link to ${target}, where there is no file: is its disk mounted?`,
    )
  }
  if (!file.isFile()) {
    throw new DataDirectoryUnusable(
      `${path} is ${file.isDirectory() ? 'a directory' : 'a device or pipe'}, but must be the book's file: remove it, or choose another DATA_DIR.`,
    )
  }
  const real = realpathSync(path)
  // A second process could open it by another name, with a separate log file, and both would damage the book.
  if (file.nlink > 1) {
    throw new DataDirectoryUnusable(
      `${path} has ${file.nlink} names (hard links), so another process could open it unnoticed. Make it a file of its own: cp guestbook.db copy.db && mv copy.db guestbook.db`,
    )
  }
  if (mountPoints().includes(real)) {
    throw new DataDirectoryUnusable(
      `${path} is mounted by itself, so the files that SQLite keeps beside it would be lost: mount the directory that holds it.`,
    )
  }
  return real
}

/** Empty on systems other than Linux (https://man7.org/linux/man-pages/man5/proc_pid_mountinfo.5.html). */
function mountPoints(): string[] {
  try {
    const lines = readFileSync('/proc/self/mountinfo', 'utf8').split('\n')
    return lines.map((line) => decodeOctal(line.split(' ')[4] ?? ''))
  } catch {
    return []
  }
}

function decodeOctal(path: string): string {
  return path.replaceAll(/\\([0-7]{3})/g, (_, octal) => String.fromCharCode(Number.parseInt(octal, 8)))
}
