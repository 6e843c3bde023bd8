import { DatabaseSync } from 'node:sqlite'
import type { BookFiles } from './book-files.ts'
import { DataDirectoryInUse, unusable } from './data-directory.ts'
import { isBusy } from './failures.ts'
import { createPrivateFile } from './private-files.ts'

/** What keeps other processes from serving the same book. */
export interface Claim {
  release(): void
}

/**
 * Claims the book for this process, until it is released or the process ends in whichever way: an exclusive transaction on a
 * file of its own, whose lock the operating system drops with the process (https://sqlite.org/lockingv3.html).
 * Throws `DataDirectoryInUse`.
 * @param dataDirectory what the owner calls the place
 */
export function claimBook({ lock: path, database }: BookFiles, dataDirectory: string): Claim {
  let lock: DatabaseSync | undefined
  try {
    createPrivateFile(path)
    lock = new DatabaseSync(path, { timeout: 0 })
    // Without a journal on the disk nothing is written, so a full one does not matter.
    // Of a read-only file SQLite would take a reader's lock; only the write, which never reaches the disk, fails then.
    lock.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE; PRAGMA user_version = 1')
    const claim = lock
    return { release: () => claim.close() }
  } catch (error) {
    lock?.close()
    if (!isBusy(error)) throw unusable(path, error)
    throw new DataDirectoryInUse(
      `The data directory ${dataDirectory} is in use by another guestbook, which serves ${database}: stop that one first, or give this one a directory of its own.`,
      { cause: error },
    )
  }
}
