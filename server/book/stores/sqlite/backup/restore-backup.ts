import { createWriteStream } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { UnixTime } from '../../../../common/unix-time.ts'
import { randomName } from '../../../secrets.ts'
import { locateBook } from '../files/book-files.ts'
import { claimBook } from '../files/claim.ts'
import { prepareDirectory } from '../files/data-directory.ts'
import { placeDatabase } from '../files/place-database.ts'
import { createPrivateFile } from '../files/private-files.ts'
import { removeUnfinished } from '../files/remove-unfinished.ts'
import { MIGRATIONS } from '../migrations/migrations.ts'
import { countEntries } from '../transfer/count-entries.ts'
import { checkBackup } from './check-backup.ts'
import { forgetDevices } from './forget-devices.ts'

export interface Restored {
  /** In all: waiting, hidden and spam entries too. */
  readonly entries: number
  readonly kept: string | undefined
}

/** Puts a backup in the book's place, or changes nothing. Throws `CannotRestore`, `DataDirectoryInUse` or `DataDirectoryUnusable`. */
export async function restoreBackup(directory: string, backup: Readable, now: () => UnixTime): Promise<Restored> {
  prepareDirectory(directory)
  const files = locateBook(directory)
  const claim = claimBook(files, directory)
  const path = `${files.stem}-incoming.unfinished`
  try {
    removeUnfinished(path)
    createPrivateFile(path)
    await pipeline(backup, createWriteStream(path))
    checkBackup(path, MIGRATIONS.length)
    makeAnother(path)
    const kept = placeDatabase(path, files, now())
    return { entries: countEntries(files), kept }
  } finally {
    removeUnfinished(path)
    claim.release()
  }
}

/** Readers who knew the book must not take it for the same: entries that they saw may be missing. */
function makeAnother(path: string): void {
  const database = new DatabaseSync(path)
  try {
    database.exec('PRAGMA journal_mode = DELETE')
    forgetDevices(database)
    database.prepare('UPDATE book SET generation = ?').run(randomName())
  } finally {
    database.close()
  }
}
