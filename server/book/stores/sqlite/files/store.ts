import type { DatabaseSync } from 'node:sqlite'
import type { UnixTime } from '../../../../common/unix-time.ts'
import { MIGRATIONS, type Migration } from '../migrations/migrations.ts'
import { type BookFiles, locateBook, requireBook } from './book-files.ts'
import { claimBook } from './claim.ts'
import { prepareDirectory } from './data-directory.ts'
import { openDatabase, openDatabaseAlongside } from './database.ts'
import { type DiskSpace, readDiskSpace } from './disk-space.ts'
import { requireFormat } from './format.ts'
import { Reserve, reserveSize } from './reserve.ts'
import { Room, type RoomLog } from './room.ts'
import { refillReserve } from './write-from-reserve.ts'

export interface StoreOptions {
  readonly directory: string
  readonly fill: (database: DatabaseSync) => void
  readonly now: () => UnixTime
  readonly log?: RoomLog | undefined
  readonly migrations?: readonly Migration[] | undefined
  readonly readSpace?: ((directory: string) => DiskSpace | undefined) | undefined
}

export interface Store {
  readonly files: BookFiles
  readonly database: DatabaseSync
  readonly reserve: Reserve
  /** Only in the process that serves the book. */
  readonly room?: Room
  readonly check?: () => void
  close(): void
}

/** Opens the book's files to serve it. Throws `DataDirectoryInUse` or `DataDirectoryUnusable`. */
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
        `the book was upgraded from format ${from} to ${migrations.length}; ${copy} is a copy of the old one: delete it once all is well`,
      )
    const { database, isLocked } = openDatabase({ files, reserve, readSpace, migrations, now, fill, migrated })
    try {
      reserve.create()
      refillReserve(database, reserve)
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

/** Opens the files of a book that another process may serve. Throws `DataDirectoryUnusable` if there is none. */
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
    // A newer guestbook may have migrated it meanwhile.
    check: () => requireFormat(database, files, migrations.length),
    close: () => closeDatabase(database, reserve),
  }
}

/** The last connection removes SQLite's files beside the database, so the reserve can be filled afterwards. */
function closeDatabase(database: DatabaseSync, reserve: Reserve): void {
  refillReserve(database, reserve)
  database.close()
  reserve.fill()
}

const SILENT: RoomLog = { info() {}, warn() {} }
