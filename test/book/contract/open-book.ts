import pino from 'pino'
import type { Book } from '../../../server/book/book.ts'
import { bookKeys } from '../../../server/book/stores/redis/book-keys.ts'
import { openRedisBook } from '../../../server/book/stores/redis/redis-book.ts'
import { openSqliteBookAlongside } from '../../../server/book/stores/sqlite/sqlite-book.ts'
import { eventually } from '../../support/eventually.ts'

/** Opens a book that another process may be serving. `where` is the data directory, or the location as JSON. */
export async function openBook(kind: string | undefined, where = ''): Promise<Book> {
  const book = kind === 'sqlite' ? openSqliteBookAlongside({ directory: where }) : openRedis(where)
  await eventually('the book to be writable', async () => {
    if (!book.health().writable) throw new Error('it is not')
  })
  return book
}

function openRedis(location: string): Book {
  return openRedisBook({
    keys: bookKeys('main'),
    location: JSON.parse(location),
    writeReplicas: 0,
    writeTimeout: 5000,
    seedMessage: '',
    log: pino({ level: 'silent' }),
  })
}
