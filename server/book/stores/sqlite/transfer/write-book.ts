import type { UnixTime } from '../../../../common/unix-time.ts'
import { type BookTarget, CannotCopy } from '../../transfer/content.ts'
import { locateBook } from '../files/book-files.ts'
import { claimBook } from '../files/claim.ts'
import { prepareDirectory } from '../files/data-directory.ts'
import { placeDatabase } from '../files/place-database.ts'
import { removeUnfinished } from '../files/remove-unfinished.ts'
import { countEntries } from './count-entries.ts'
import { createUnfinishedBook } from './unfinished-book.ts'

/** Begins a copy in a data directory. Throws `CannotCopy` if its book has entries, `DataDirectoryInUse` or `DataDirectoryUnusable`. */
export function writeSqliteBook(directory: string, now: () => UnixTime): BookTarget {
  prepareDirectory(directory)
  const files = locateBook(directory)
  const claim = claimBook(files, directory)
  try {
    const count = countEntries(files)
    if (count > 0)
      throw new CannotCopy(`The book in ${directory} has entries already (${count}): copy to an empty one.`)
    const path = `${files.stem}-incoming.unfinished`
    removeUnfinished(path)
    const book = createUnfinishedBook(path)
    return {
      ...book,
      async finish() {
        book.close()
        const kept = placeDatabase(path, files, now())
        claim.release()
        return kept
      },
      async abandon() {
        try {
          book.close()
        } finally {
          removeUnfinished(path)
          claim.release()
        }
      },
    }
  } catch (error) {
    claim.release()
    throw error
  }
}
