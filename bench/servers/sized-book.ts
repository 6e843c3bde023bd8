import { redisVariables, startLocalRedis } from './redis.ts'
import { type Program, startGuestbook } from './start.ts'

/** Entries per pipeline. */
const BATCH = 5000

/** The stream of published entries. */
const ENTRIES = 'guestbook:{main}:entries'

/** A guestbook with its own Redis and a number of entries. Ended by `await using`. */
export interface SizedBook extends AsyncDisposable {
  readonly entries: number
  /** The ids of the entry in the middle and of the newest. */
  readonly middle: string
  readonly last: string
  readonly guestbook: Program
  readonly variables: Readonly<Record<string, string>>
  /** Deletes the entries that were posted since. */
  shrink(): Promise<void>
}

/** Fills a new book and starts a guestbook on it. */
export async function openSizedBook(entries: number, signal: AbortSignal): Promise<SizedBook> {
  await using resources = new AsyncDisposableStack()
  const redis = resources.use(await startLocalRedis(1))
  const client = redis.master.client()
  let [middle, last] = ['', '']
  for (let done = 0; done < entries; done += BATCH) {
    signal.throwIfAborted()
    const pipeline = client.pipeline()
    for (let number = done; number < Math.min(done + BATCH, entries); number++) {
      const message = `This is what guest ${number} had to say of the house, the garden and the food: it was lovely.`
      pipeline.xadd(ENTRIES, '*', 'name', `Guest ${number}`, 'message', message, 'at', Date.now())
    }
    for (const [index, [error, id]] of ((await pipeline.exec()) ?? []).entries()) {
      if (error) throw error
      last = String(id)
      if (done + index === Math.floor(entries / 2)) middle = last
    }
  }
  const shrink = async () => {
    const newer = await client.xrange(ENTRIES, `(${last}`, '+')
    if (newer.length > 0) await client.xdel(ENTRIES, ...newer.map(([id]) => id))
  }
  await redis.waitForReplicas()
  const variables = redisVariables(redis)
  const guestbook = resources.use(await startGuestbook(variables))
  const kept = resources.move()
  return { entries, middle, last, guestbook, variables, shrink, [Symbol.asyncDispose]: () => kept.disposeAsync() }
}
