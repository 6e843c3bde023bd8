import { BOOK_NAME } from '../../book/stores/open.ts'
import { bookKeys } from '../../book/stores/redis/book-keys.ts'
import { readRedisBook } from '../../book/stores/redis/transfer/read-book.ts'
import { writeRedisBook } from '../../book/stores/redis/transfer/write-book.ts'
import { readSqliteBook } from '../../book/stores/sqlite/transfer/read-book.ts'
import { writeSqliteBook } from '../../book/stores/sqlite/transfer/write-book.ts'
import type { BookSource, BookTarget } from '../../book/stores/transfer/content.ts'
import { type Configuration, readConfiguration } from '../../configuration/configuration.ts'
import { placeOf } from '../../configuration/redis-location.ts'
import type { Environment } from '../../configuration/variables.ts'

export type BookLocation = Configuration['book']

/** Parses `configured`, a directory, or a redis:// URL, whose secrets may be in the environment. Throws `BadConfiguration`. */
export function parseLocation(text: string, environment: Environment): BookLocation {
  if (text === 'configured') return readConfiguration(environment).book
  const [, scheme] = /^(rediss?):/.exec(text) ?? []
  const place = scheme === undefined ? { DATA_DIR: text, WRITE_REPLICAS: '0' } : { REDIS_MASTER_URL: text }
  const others = Object.entries(environment).filter(([name]) => !isReplaced(name, scheme))
  return readConfiguration({ ...Object.fromEntries(others), ...place }).book
}

/** True for a variable that has no meaning for a location of that scheme, or undefined for a directory. */
function isReplaced(name: string, scheme: string | undefined): boolean {
  if (PLACES.includes(name.replace(/_FILE$/, ''))) return true
  return (scheme === undefined && /^REDIS_/.test(name)) || (scheme === 'redis' && /^REDIS_TLS/.test(name))
}

/** Variables that say where the book is, which a location on the command line replaces. */
const PLACES = [
  'DATA_DIR',
  'REDIS_MASTER_URL',
  'REDIS_REPLICA_URL',
  'GET_HOSTS_FROM',
  'REDIS_SENTINELS',
  'REDIS_MASTER_NAME',
]

export function describeLocation(book: BookLocation): string {
  return book.kind === 'embedded' ? book.directory : `Redis on ${placeOf(book.master)}`
}

/** Opens a book to copy from. Throws `CannotCopy` or `DataDirectoryUnusable`. */
export async function openSource(book: BookLocation): Promise<BookSource> {
  if (book.kind === 'embedded') return readSqliteBook(book.directory, Date.now())
  return readRedisBook(book.master, bookKeys(BOOK_NAME), Date.now())
}

/** Begins a copy in an empty place. Throws `CannotCopy`, `DataDirectoryInUse` or `DataDirectoryUnusable`. */
export async function openTarget(book: BookLocation, { keeps = false } = {}): Promise<BookTarget> {
  if (book.kind === 'embedded') return writeSqliteBook(book.directory, Date.now)
  return writeRedisBook(book.master, { keys: bookKeys(BOOK_NAME), now: Date.now, keeps })
}
