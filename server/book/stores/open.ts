import type { Logger } from 'pino'
import type { Configuration } from '../../configuration/configuration.ts'
import type { Book } from '../book.ts'
import { bookKeys } from './redis/book-keys.ts'

/** All front ends have the same book. */
export const BOOK_NAME = 'main'

// Loads only the store that is used, to keep the start short.
const redis = () => import('./redis/redis-book.ts')
const sqlite = () => import('./sqlite/sqlite-book.ts')

/** Opens the configured book for a process that serves it. Throws if the embedded book is in use. */
export async function openBook(configuration: Configuration, log: Logger): Promise<Book> {
  const { book, seedMessage, writeReplicas, writeTimeout } = configuration
  if (book.kind === 'embedded') return (await sqlite()).openSqliteBook({ directory: book.directory, seedMessage, log })
  return (await redis()).openRedisBook({
    keys: bookKeys(BOOK_NAME),
    location: book,
    writeReplicas,
    writeTimeout,
    seedMessage,
    log,
  })
}

/** Opens the same book for a second process that changes it, while the first may be serving it. Never creates a book. */
export async function openBookAlongside(configuration: Configuration, log: Logger): Promise<Book> {
  const { book, writeReplicas, writeTimeout } = configuration
  if (book.kind === 'embedded') return (await sqlite()).openSqliteBookAlongside({ directory: book.directory })
  return (await redis()).openRedisBook({
    keys: bookKeys(BOOK_NAME),
    location: book,
    writeReplicas,
    writeTimeout,
    seedMessage: undefined,
    log,
  })
}
