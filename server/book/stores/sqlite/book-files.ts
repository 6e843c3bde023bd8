import { lstatSync, readFileSync, readlinkSync, realpathSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { DataDirectoryUnusable, databasePath, unusable } from './data-directory.ts'

/** The files of one book. They lie beside the database itself, to which a symbolic link in the data directory may lead. */
export interface BookFiles {
  /** Where the database lies. */
  readonly directory: string
  readonly database: string
  /** The claim of the process that serves the book. */
  readonly lock: string
  /** Room on the disk that is kept for removals. */
  readonly reserve: string
  /** What the names of all files of the book begin with. */
  readonly stem: string
}

/**
 * Finds the files of the book in a data directory, which must exist. Two data directories with the same book have the same
 * files. Throws {@link DataDirectoryUnusable} for a `guestbook.db` that is no file, leads to none, or may have another name.
 */
export function locateBook(dataDirectory: string): BookFiles {
  const path = databasePath(dataDirectory)
  try {
    if (exists(path)) return filesOf(realFile(path))
    return filesOf(join(realpathSync(resolve(dataDirectory)), 'guestbook.db'))
  } catch (error) {
    throw error instanceof DataDirectoryUnusable ? error : unusable(path, error)
  }
}

/** Like {@link locateBook}, but throws where there is no book yet. */
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
      `${path} is a symbolic link to ${target}, where there is no file: is the disk that holds it mounted?`,
    )
  }
  if (!file.isFile()) {
    throw new DataDirectoryUnusable(
      `${path} is ${file.isDirectory() ? 'a directory' : 'a device or pipe'}, where the book's file is expected: remove it, or choose another DATA_DIR.`,
    )
  }
  const real = realpathSync(path)
  // By another name a second process could open it, with another log file beside it, and both would damage the book.
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

/** Where file systems are mounted; empty on systems other than Linux (https://man7.org/linux/man-pages/man5/proc_pid_mountinfo.5.html). */
function mountPoints(): string[] {
  try {
    const lines = readFileSync('/proc/self/mountinfo', 'utf8').split('\n')
    return lines.map((line) => decodeOctal(line.split(' ')[4] ?? ''))
  } catch {
    return []
  }
}

/** Blanks, tabs, line breaks and backslashes stand as octal numbers. */
function decodeOctal(path: string): string {
  return path.replaceAll(/\\([0-7]{3})/g, (_, octal) => String.fromCharCode(Number.parseInt(octal, 8)))
}
