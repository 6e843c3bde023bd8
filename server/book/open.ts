import type { Logger } from 'pino'
import type { Configuration } from '../configuration/configuration.ts'
import type { Book } from './book.ts'
import { openRedisBook } from './redis/redis-book.ts'
import { openSqliteBook, openSqliteBookAlongside } from './sqlite/sqlite-book.ts'

/** Opens the book that the configuration names, for a process that serves it. Throws where the embedded book is in use. */
export function openBook(configuration: Configuration, log: Logger): Book {
  const { book, seedMessage, writeReplicas, writeTimeout } = configuration
  if (book.kind === 'embedded') return openSqliteBook({ directory: book.directory, seedMessage })
  return openRedisBook({ location: book, writeReplicas, writeTimeout, seedMessage, log })
}

/** Opens the same book for a second process that changes it, while the first may be serving it. Makes no book where there is none. */
export function openBookAlongside(configuration: Configuration, log: Logger): Book {
  const { book, writeReplicas, writeTimeout } = configuration
  if (book.kind === 'embedded') return openSqliteBookAlongside({ directory: book.directory })
  return openRedisBook({ location: book, writeReplicas, writeTimeout, seedMessage: undefined, log })
}
