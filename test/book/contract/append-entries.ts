/*
 * A process of its own that adds entries to a book: node append-entries.ts sqlite <directory> <count>, or
 * node append-entries.ts redis <location as JSON> <count>. Prints the entries' ids as JSON.
 */
import pino from 'pino'
import type { Book } from '../../../server/book/book.ts'
import { bookKeys } from '../../../server/book/stores/redis/book-keys.ts'
import { openRedisBook } from '../../../server/book/stores/redis/redis-book.ts'
import { openSqliteBookAlongside } from '../../../server/book/stores/sqlite/sqlite-book.ts'
import { eventually } from '../../support/eventually.ts'

const [kind, where = '', count] = process.argv.slice(2)
const book = kind === 'sqlite' ? openSqliteBookAlongside({ directory: where }) : openRedis(where)
await eventually('the book to be writable', async () => {
  if (!book.health().writable) throw new Error('it is not')
})
const drafts = Array.from({ length: Number(count) }, (_, index) => ({
  name: `process ${process.pid}`,
  message: `message ${index}`,
}))
const appended = await Promise.all(drafts.map((draft) => book.append(draft)))
await book.close()
console.log(JSON.stringify(appended.map(({ entry }) => entry.id)))

function openRedis(location: string): Book {
  const log = pino({ level: 'silent' })
  return openRedisBook({
    keys: bookKeys('main'),
    location: JSON.parse(location),
    writeReplicas: 0,
    writeTimeout: 5000,
    seedMessage: '',
    log,
  })
}
