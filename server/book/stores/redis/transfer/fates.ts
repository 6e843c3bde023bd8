import type { Redis } from 'ioredis'
import type { UnixTime } from '../../../../common/unix-time.ts'
import type { Decided, Drawer } from '../../../moderation.ts'
import type { StoredDecision, StoredMove } from '../../transfer/content.ts'
import { scanKeys } from './scan-keys.ts'

interface Fates {
  readonly decisions: readonly StoredDecision[]
  readonly moves: readonly StoredMove[]
}

/** Reads what became of entries that waited or were replaced. `book` is the prefix of its keys. */
export async function readFates(redis: Redis, book: string, now: UnixTime): Promise<Fates> {
  const decisions: StoredDecision[] = []
  for await (const [name, value, expires] of values(redis, `${book}decided:`, now)) {
    const drawer: Drawer = name.startsWith('spam:') ? 'spam' : 'waiting'
    const [verdict = '', entry = '', author = '-'] = value.split(' ')
    decisions.push({
      held: name.replace('spam:', ''),
      drawer,
      verdict: verdict as Decided['verdict'],
      entry: verdict === 'refuse' || verdict === 'withdraw' ? undefined : entry,
      author: author === '-' ? undefined : author,
      expires,
    })
  }
  const moves: StoredMove[] = []
  for await (const [old, entry, expires] of values(redis, `${book}moved:`, now)) moves.push({ old, entry, expires })
  return { decisions, moves }
}

/** The names without their prefix, the values, and when they expire. */
async function* values(redis: Redis, prefix: string, now: UnixTime): AsyncGenerator<[string, string, UnixTime]> {
  for await (const keys of scanKeys(redis, prefix)) {
    const replies = await Promise.all(keys.map((key) => Promise.all([redis.get(key), redis.pttl(key)])))
    for (const [index, [value, left]] of replies.entries())
      if (value !== null) yield [(keys[index] as string).slice(prefix.length), value, now + Math.max(left, 0)]
  }
}
