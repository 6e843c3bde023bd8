import pino from 'pino'
import type { Book } from '../../server/book/book.ts'
import { bookKeys } from '../../server/book/stores/redis/book-keys.ts'
import { openRedisBook, type RedisBookOptions } from '../../server/book/stores/redis/redis-book.ts'
import type { FixedAddress, RedisLocation } from '../../server/configuration/redis-location.ts'
import { eventually } from './eventually.ts'
import type { RedisNode } from './redis.ts'

/** Opens a book, creates it if necessary, and resolves when it can be written to. Closed by `await using`. */
export async function openWritable({
  location,
  ...options
}: Pick<RedisBookOptions, 'location'> & Partial<RedisBookOptions>): Promise<Book & AsyncDisposable> {
  const log = pino({ level: 'silent' })
  const book = openRedisBook({
    keys: bookKeys('main'),
    writeReplicas: 0,
    writeTimeout: 2000,
    seedMessage: '',
    log,
    ...options,
    location,
  })
  const close = () => book.close()
  try {
    await eventually('the book to be writable', async () => {
      if (!book.health().writable) throw new Error('it is not')
    })
  } catch (error) {
    await close()
    throw error
  }
  return Object.assign(book, { [Symbol.asyncDispose]: close })
}

/** The location of a book on these nodes; without a replica, reads go to the master. */
export function locationOf(master: RedisNode, replica: RedisNode = master): RedisLocation {
  return { kind: 'redis', master: addressOf(master), replica: addressOf(replica) }
}

/** The location of one node, as in the configuration. */
export function addressOf({ host, port }: RedisNode): FixedAddress {
  return { hosts: [host], port, database: 0, tls: false, foundBy: 'the test' }
}
