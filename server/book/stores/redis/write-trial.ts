import type { Redis } from 'ioredis'
import type { BookKeys } from './book-keys.ts'
import { TRY_WRITING } from './scripts.ts'
import type { WriteState } from './write-state.ts'

/** Makes a function that finds out whether the master would take an entry, and tells `state`. It never throws. */
export function createWriteTrial(writer: Redis, keys: BookKeys, state: WriteState): () => Promise<void> {
  writer.defineCommand('tryWriting', { lua: TRY_WRITING, numberOfKeys: 6 })
  const { entries, generation, salt, today } = keys
  const touched = [entries, generation, salt, today, keys.idempotency(''), keys.network('', '')]
  return async () => {
    if (writer.status !== 'ready') return
    try {
      await (writer as TryingRedis).tryWriting(...touched)
      state.accepted()
    } catch (error) {
      state.failed(error)
    }
  }
}

/** What `defineCommand` adds to the connection. */
interface TryingRedis extends Redis {
  tryWriting(...keys: string[]): Promise<'OK'>
}
