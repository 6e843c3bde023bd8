import type { Redis } from 'ioredis'
import { allowanceKey, idempotencyKey, KEYS } from './encoding.ts'
import { TRY_WRITING } from './scripts.ts'
import type { WriteState } from './write-state.ts'

/** Makes a function that finds out whether the master would take an entry, and tells `state`. It never throws. */
export function createWriteTrial(writer: Redis, state: WriteState): () => Promise<void> {
  writer.defineCommand('tryWriting', { lua: TRY_WRITING, numberOfKeys: 5 })
  const keys = [KEYS.entries, KEYS.generation, KEYS.salt, idempotencyKey(''), allowanceKey('', '')]
  return async () => {
    if (writer.status !== 'ready') return
    try {
      await (writer as TryingRedis).tryWriting(...keys)
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
