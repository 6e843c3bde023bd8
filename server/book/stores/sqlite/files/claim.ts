import { DatabaseSync } from 'node:sqlite'
import type { BookFiles } from './book-files.ts'
import { DataDirectoryInUse, unusable } from './data-directory.ts'
import { isBusy } from './failures.ts'
import { createPrivateFile } from './private-files.ts'

interface Claim {
  release(): void
}

/** Throws `DataDirectoryInUse`. The system drops the lock when the process ends (https://sqlite.org/lockingv3.html). */
export function claimBook({ lock: path, database }: BookFiles, dataDirectory: string): Claim {
  let lock: DatabaseSync | undefined
  try {
    createPrivateFile(path)
    lock = new DatabaseSync(path, { timeout: 0 })
    // Works on a full disk, since nothing is written without a journal. The write only makes it fail on a read-only file.
    lock.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE; PRAGMA user_version = 1')
    const claim = lock
    return { release: () => claim.close() }
  } catch (error) {
    lock?.close()
    if (!isBusy(error)) throw unusable(path, error)
    throw new DataDirectoryInUse(
      `The data directory ${dataDirectory} is in use by another guestbook, which serves ${database}: stop that one first, or give this one its own directory.`,
      { cause: error },
    )
  }
}
