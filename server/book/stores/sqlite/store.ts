import type { DatabaseSync } from 'node:sqlite'
import { type BookFiles, locateBook, requireBook } from './book-files.ts'
import { claimBook } from './claim.ts'
import { prepareDirectory } from './data-directory.ts'
import { openDatabase, openDatabaseAlongside } from './database.ts'
import { type DiskSpace, readDiskSpace } from './disk-space.ts'
import { requireFormat } from './format.ts'
import { MIGRATIONS, type Migration } from './migrations.ts'
import { Reserve, reserveSize } from './reserve.ts'
import { Room, type RoomLog } from './room.ts'
import { takeBack } from './write-from-reserve.ts'

export interface StoreOptions {
  /** Where the book is kept; created where it is missing. */
  readonly directory: string
  /** Writes what a new book holds, in the transaction that makes it. */
  readonly fill: (database: DatabaseSync) => void
  /** The time in milliseconds since 1970. */
  readonly now: () => number
  /** Where it is said that the disk fills up, and that the book was brought up to date. */
  readonly log?: RoomLog | undefined
  /** The formats that are known, the last of which the book is kept in. */
  readonly migrations?: readonly Migration[] | undefined
  /** The room on the disk that holds a directory. */
  readonly readSpace?: ((directory: string) => DiskSpace | undefined) | undefined
}

/** A book's open files. */
export interface Store {
  readonly files: BookFiles
  readonly database: DatabaseSync
  readonly reserve: Reserve
  /** The watch over the disk; only the process that serves the book keeps one. */
  readonly room?: Room
  /** Throws where the book may not be written to any more. */
  readonly check?: () => void
  close(): void
}

/**
 * Opens the files for the one process that serves the book. Throws `DataDirectoryInUse` where another process does, and
 * `DataDirectoryUnusable` where they cannot be used.
 */
export function openStore({
  directory,
  fill,
  now,
  log = SILENT,
  migrations = MIGRATIONS,
  ...options
}: StoreOptions): Store {
  prepareDirectory(directory)
  const files = locateBook(directory)
  const readSpace = () => (options.readSpace ?? readDiskSpace)(files.directory)
  const claim = claimBook(files, directory)
  try {
    const reserve = new Reserve(files.reserve, reserveSize(readSpace()))
    const migrated = (from: number, copy: string) =>
      log.info(
        `the book was brought from format ${from} to ${migrations.length}; ${copy} is a copy of it as it was: delete that once all is well`,
      )
    const { database, isLocked } = openDatabase({ files, reserve, readSpace, migrations, now, fill, migrated })
    try {
      reserve.create()
      takeBack(database, reserve)
      const room = new Room({ database, isLocked, reserve, readSpace, log })
      const close = () => {
        room.close()
        closeDatabase(database, reserve)
        claim.release()
      }
      return { files, database, reserve, room, close }
    } catch (error) {
      database.close()
      throw error
    }
  } catch (error) {
    claim.release()
    throw error
  }
}

/** Opens the files of a book that another process may be serving. Throws `DataDirectoryUnusable` where there is no book. */
export function openStoreAlongside({
  directory,
  migrations = MIGRATIONS,
}: Pick<StoreOptions, 'directory' | 'migrations'>): Store {
  const files = requireBook(directory)
  const readSpace = () => readDiskSpace(files.directory)
  const reserve = new Reserve(files.reserve, reserveSize(readSpace()))
  const database = openDatabaseAlongside({ files, reserve, readSpace, migrations })
  return {
    files,
    database,
    reserve,
    // A newer guestbook may have brought it up to date in the meantime.
    check: () => requireFormat(database, files, migrations.length),
    close: () => closeDatabase(database, reserve),
  }
}

/** SQLite then removes its files beside the database, whose room goes to the reserve if that was lent. */
function closeDatabase(database: DatabaseSync, reserve: Reserve): void {
  takeBack(database, reserve)
  database.close()
  reserve.fill()
}

const SILENT: RoomLog = { info() {}, warn() {} }
