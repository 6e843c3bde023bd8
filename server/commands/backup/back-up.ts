import { createReadStream, openSync, renameSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { writeBackup } from '../../book/stores/sqlite/backup/write-backup.ts'
import { waitForDisk } from '../../book/stores/sqlite/files/private-files.ts'
import { removeUnfinished } from '../../book/stores/sqlite/files/remove-unfinished.ts'
import { createUnfinishedBook } from '../../book/stores/sqlite/transfer/unfinished-book.ts'
import { copyContent } from '../../book/stores/transfer/copy-content.ts'
import { type BookLocation, openSource } from '../copy/book-location.ts'
import { withTemporaryFolder } from './temporary-folder.ts'

/** Writes a backup to a file, which gets its name when it is complete. */
export async function backUpToFile(book: BookLocation, file: string): Promise<void> {
  const unfinished = resolve(`${file}.unfinished`)
  try {
    if (book.kind === 'embedded') writeBackup(book.directory, unfinished)
    else await writeFromRedis(book, unfinished)
    renameSync(unfinished, file)
  } finally {
    removeUnfinished(unfinished)
  }
}

export async function backUpToStream(book: BookLocation, stream: Writable): Promise<void> {
  if (book.kind === 'redis') {
    await withTemporaryFolder(async (folder) => {
      const path = join(folder, 'guestbook.db')
      await writeFromRedis(book, path)
      await pipeline(createReadStream(path), stream)
    })
    return
  }
  const path = writeBackup(book.directory)
  const fd = openSync(path, 'r')
  // Open, but without a name: nothing is left, however this ends.
  rmSync(path)
  await pipeline(createReadStream('', { fd }), stream)
}

async function writeFromRedis(book: BookLocation, path: string): Promise<void> {
  await copyContent({
    openSource: () => openSource(book),
    openTarget: async () => {
      removeUnfinished(path)
      const unfinished = createUnfinishedBook(path)
      return {
        ...unfinished,
        async finish() {
          unfinished.close()
          waitForDisk(path, 'r+')
          return undefined
        },
        async abandon() {
          try {
            unfinished.close()
          } finally {
            removeUnfinished(path)
          }
        },
      }
    },
  })
}
