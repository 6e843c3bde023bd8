import type { Logger } from 'pino'
import type { Configuration } from '../../configuration/configuration.ts'
import type { Book } from '../book.ts'
import { bookKeys } from './redis/book-keys.ts'

/** The one book's name. */
const NAME = 'main'

// Only the book that is opened is loaded: the other one's packages would take their part of each start.
const redis = () => import('./redis/redis-book.ts')
const sqlite = () => import('./sqlite/sqlite-book.ts')

/** Opens the book that the configuration names, for a process that serves it. Throws where the embedded book is in use. */
export async function openBook(configuration: Configuration, log: Logger): Promise<Book> {
  const { book, seedMessage, writeReplicas, writeTimeout } = configuration
  if (book.kind === 'embedded') return (await sqlite()).openSqliteBook({ directory: book.directory, seedMessage, log })
  return (await redis()).openRedisBook({
    keys: bookKeys(NAME),
    location: book,
    writeReplicas,
    writeTimeout,
    seedMessage,
    log,
  })
}

/** Opens the same book for a second process that changes it, while the first may be serving it. Makes no book where there is none. */
export async function openBookAlongside(configuration: Configuration, log: Logger): Promise<Book> {
  const { book, writeReplicas, writeTimeout } = configuration
  if (book.kind === 'embedded') return (await sqlite()).openSqliteBookAlongside({ directory: book.directory })
  return (await redis()).openRedisBook({
    keys: bookKeys(NAME),
    location: book,
    writeReplicas,
    writeTimeout,
    seedMessage: undefined,
    log,
  })
}
