import type { Redis } from 'ioredis'
import { Unreadable } from '../../errors.ts'
import { randomName } from '../../secrets.ts'
import type { BookKeys } from './book-keys.ts'

/** Makes the secret once. KEYS: the secret. ARGV: a new one. Replies the secret. */
const SECRET = `#!lua flags=allow-oom
redis.call('SET', KEYS[1], ARGV[1], 'NX')
return redis.call('GET', KEYS[1])
`

/** Asks the master for the book's secret, which is made when it is first asked for. Throws {@link Unreadable}. */
export async function askSecret(writer: Redis, keys: BookKeys): Promise<string> {
  try {
    return await (writer as SecretRedis).makeSecret(keys.secret, randomName())
  } catch (error) {
    throw new Unreadable('the Redis master cannot be asked for the secret', { cause: error })
  }
}

export function defineSecret(writer: Redis): void {
  writer.defineCommand('makeSecret', { lua: SECRET, numberOfKeys: 1 })
}

interface SecretRedis extends Redis {
  makeSecret(key: string, secret: string): Promise<string>
}
