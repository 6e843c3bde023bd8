import { KEYS } from '../../server/book/redis/encoding.ts'
import type { RedisNode, RedisTopology } from '../../test/support/redis.ts'
import { type Guestbook, startGuestbook } from './guestbook.ts'
import { startLocalRedis } from './redis.ts'

/** How many entries go to Redis at once. */
const BATCH = 5000

/** A guestbook whose book has so many entries, on Redis processes of its own. Ended by `await using`. */
export interface SizedBook extends AsyncDisposable {
  readonly entries: number
  /** The id of the entry in the middle. */
  readonly middle: string
  /** The id of the newest entry. */
  readonly last: string
  readonly redis: RedisTopology
  readonly guestbook: Guestbook
  /** Takes out what was posted since, so that the book has its size again. */
  shrink(): Promise<void>
}

/** Fills a new book and starts a guestbook on it. */
export async function openSizedBook(entries: number, signal: AbortSignal): Promise<SizedBook> {
  await using resources = new AsyncDisposableStack()
  const redis = resources.use(await startLocalRedis(1))
  const ids = await fill(redis.master, entries, signal)
  await redis.waitForReplicas()
  const guestbook = resources.use(await startGuestbook(redis, signal))
  const kept = resources.move()
  return {
    entries,
    ...ids,
    redis,
    guestbook,
    shrink: () => removeAfter(redis.master, ids.last),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  }
}

async function fill(
  master: RedisNode,
  entries: number,
  signal: AbortSignal,
): Promise<{ middle: string; last: string }> {
  let middle = ''
  let last = ''
  for (let done = 0; done < entries; done += BATCH) {
    signal.throwIfAborted()
    const pipeline = master.client().pipeline()
    for (let number = done; number < Math.min(done + BATCH, entries); number++) {
      const message = `This is what guest ${number} had to say of the house, the garden and the food: it was lovely.`
      pipeline.xadd(KEYS.entries, '*', 'name', `Guest ${number}`, 'message', message, 'at', Date.now())
    }
    for (const [index, [error, id]] of ((await pipeline.exec()) ?? []).entries()) {
      if (error) throw error
      last = String(id)
      if (done + index === Math.floor(entries / 2)) middle = last
    }
  }
  return { middle, last }
}

/** By XDEL, not by the book's own way of removing: no trace of it is to remain. */
async function removeAfter(master: RedisNode, last: string): Promise<void> {
  const newer = await master.client().xrange(KEYS.entries, `(${last}`, '+')
  for (let index = 0; index < newer.length; index += BATCH) {
    await master.client().xdel(KEYS.entries, ...newer.slice(index, index + BATCH).map(([id]) => id))
  }
}

/** A number of entries, in words. */
export function describeCount(entries: number): string {
  return `${entries.toLocaleString('en')} entries`
}
