import type { Redis } from 'ioredis'
import type { BookKeys } from './book-keys.ts'
import { TRY_WRITING } from './scripts/try-writing.ts'
import type { WriteState } from './write-state.ts'

/** Returns a test whether the master would accept an entry. It reports to `state` and never throws. */
export function createWriteTrial(writer: Redis, keys: BookKeys, state: WriteState): () => Promise<void> {
  const { entries, generation, salt, today, minute, waiting, spam, trusted, hidden, marks, changes } = keys
  const touched = [entries, generation, salt, today, minute, keys.texts(0), waiting, spam, trusted, hidden, marks]
  touched.push(changes, keys.idempotency(''), keys.network('', ''))
  writer.defineCommand('tryWriting', { lua: TRY_WRITING, numberOfKeys: touched.length })
  let mayWait = false
  return async () => {
    if (writer.status !== 'ready') return
    try {
      await (writer as TryingRedis).tryWriting(...touched)
      if (state.asksReplicas && !mayWait) {
        // Returns at once, but fails if waiting is forbidden.
        await writer.wait(0, 1)
        mayWait = true
      }
      state.accepted()
    } catch (error) {
      state.failed(error)
    }
  }
}

interface TryingRedis extends Redis {
  tryWriting(...keys: string[]): Promise<'OK'>
}
