import { Redis } from 'ioredis'
import { KEYS } from '../../server/book/redis/encoding.ts'
import type { Store } from './store.ts'

/** What is added goes to a stream beside the book, which stays as it is. */
const ADDED = 'bench:entries'

/** Reads the book with one XREVRANGE on a replica and adds with one XADD on the master. */
export function redisStore(masterUrl: string, replicaUrl: string): Store {
  const master = new Redis(masterUrl)
  const replica = new Redis(replicaUrl)
  return {
    async range(before, count) {
      const records = await replica.xrevrange(KEYS.entries, `(${before}`, '-', 'COUNT', count)
      return records.map(([id, [, name = '', , message = '', , at]]) => ({
        id,
        name,
        message,
        createdAt: new Date(Number(at)).toISOString(),
      }))
    },
    async add(name, message) {
      return (await master.xadd(ADDED, '*', 'name', name, 'message', message, 'at', Date.now())) as string
    },
  }
}
