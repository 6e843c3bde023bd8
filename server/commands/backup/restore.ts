import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { checkBackup } from '../../book/stores/sqlite/backup/check-backup.ts'
import { type Restored, restoreBackup } from '../../book/stores/sqlite/backup/restore-backup.ts'
import { openStore } from '../../book/stores/sqlite/files/store.ts'
import { MIGRATIONS } from '../../book/stores/sqlite/migrations/migrations.ts'
import { readSqliteBook } from '../../book/stores/sqlite/transfer/read-book.ts'
import { copyContent } from '../../book/stores/transfer/copy-content.ts'
import { type BookLocation, openTarget } from '../copy/book-location.ts'
import { withTemporaryFolder } from './temporary-folder.ts'

/** Puts a backup in the place of a book that is not served, or changes nothing. */
export async function restore(book: BookLocation, backup: Readable): Promise<Restored> {
  if (book.kind === 'embedded') return restoreBackup(book.directory, backup, Date.now)
  return withTemporaryFolder((folder) => restoreToRedis(book, { backup, folder }))
}

async function restoreToRedis(
  book: BookLocation,
  { backup, folder }: { readonly backup: Readable; readonly folder: string },
): Promise<Restored> {
  const path = join(folder, 'guestbook.db')
  await pipeline(backup, createWriteStream(path, { mode: 0o600 }))
  checkBackup(path, MIGRATIONS.length)
  // Brings an older one up to date.
  openStore({ directory: folder, now: Date.now, fill: () => {} }).close()
  const { counts, kept } = await copyContent({
    openSource: async () => readSqliteBook(folder, Date.now()),
    openTarget: () => openTarget(book, { keeps: true }),
  })
  return { entries: counts.entries + counts.hidden + counts.waiting + counts.spam, kept }
}
