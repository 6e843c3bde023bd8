import { readdirSync, rmSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { BookFiles } from '../files/book-files.ts'
import { unusable } from '../files/data-directory.ts'
import { createPrivateFile, waitForDisk } from '../files/private-files.ts'
import { removeUnfinished } from '../files/remove-unfinished.ts'
import { openStoreAlongside } from '../files/store.ts'
import { forgetDevices } from './forget-devices.ts'

/** Older unfinished backups were killed. */
const LONGEST_BACKUP_MS = 60 * 60 * 1000

/**
 * Copies a book, which may be served meanwhile, as it is at one moment, without codes and sessions. Throws `DataDirectoryUnusable`.
 * @param target the file; undefined: one beside the book, which the caller removes
 * @returns its path
 */
export function writeBackup(directory: string, target?: string): string {
  const { files, database, close } = openStoreAlongside({ directory })
  const path = target ?? `${files.stem}-backup-${process.pid}.unfinished`
  try {
    removeLeftovers(files)
    removeUnfinished(path)
    createPrivateFile(path)
    database.prepare('VACUUM INTO ?').run(path)
    const copy = new DatabaseSync(path)
    try {
      copy.exec('PRAGMA journal_mode = DELETE')
      forgetDevices(copy)
    } finally {
      copy.close()
    }
    waitForDisk(path, 'r+')
    return path
  } catch (error) {
    removeUnfinished(path)
    throw unusable(path, error)
  } finally {
    close()
  }
}

function removeLeftovers({ directory, stem }: BookFiles): void {
  for (const name of readdirSync(directory)) {
    const path = join(directory, name)
    if (!name.startsWith(`${basename(stem)}-backup-`) || !name.endsWith('.unfinished')) continue
    const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0)
    if (age > LONGEST_BACKUP_MS) rmSync(path, { force: true })
  }
}
