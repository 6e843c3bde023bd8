import type { RedisNode, RedisTopology } from '../test/support/redis.ts'
import { POST } from './load/requests.ts'
import { loadOf, saturate } from './load/saturate.ts'
import type { Context } from './part.ts'
import { redisVariables, startLocalRedis } from './servers/redis.ts'
import { type Program, startGuestbook, temporaryDirectory } from './servers/start.ts'

/** A book of its own with entries, and the guestbook that serves it. Ended by `await using`. */
export interface Book extends AsyncDisposable {
  readonly first: Program
  /** The first, and more front ends if asked for. */
  readonly programs: readonly Program[]
  /** The store, also for a bare server. */
  readonly variables: Readonly<Record<string, string>>
  readonly redis: RedisTopology | undefined
  /** The ids of all entries, if the store is Redis. */
  readonly ids: readonly string[]
}

export interface BookOptions {
  readonly store: 'Redis' | 'SQLite'
  /** Variables besides those of the store. */
  readonly variables?: Readonly<Record<string, string>>
  /** How many processes share the load; one by default. */
  readonly frontEnds?: number
  readonly entries?: number
  /** The checkout of the guestbook, this one by default. */
  readonly root?: string | undefined
}

/** The stream of published entries. */
export const ENTRIES = 'guestbook:{main}:entries'

/** Entries per script call. */
const BATCH = 5000

/** Adds the entries numbered ARGV[1] to ARGV[2] and returns their ids. Twice as fast as a command for each. */
const FILL = `
  local ids = {}
  for number = ARGV[1], ARGV[2] do
    local message = 'This is what guest ' .. number .. ' had to say of the house, the garden and the food: it was lovely.'
    ids[#ids + 1] = redis.call('XADD', KEYS[1], '*', 'name', 'Guest ' .. number, 'message', message, 'at', ARGV[3])
  end
  return ids`

/** Fills a new book and starts a guestbook on it. Redis gets the entries itself, SQLite by posts. */
export async function openBook(
  { scale, progress, signal }: Context,
  { store, variables, frontEnds = 1, entries = scale.entries, root }: BookOptions,
): Promise<Book> {
  progress(`filling a book on ${store} with ${entries.toLocaleString('en')} entries`)
  await using resources = new AsyncDisposableStack()
  const redis = store === 'Redis' ? resources.use(await startLocalRedis(2)) : undefined
  const place = redis ? redisVariables(redis) : { DATA_DIR: resources.use(await temporaryDirectory()).path }
  const ids = redis ? await fill(redis.master, entries, signal) : []
  await redis?.waitForReplicas()
  const start = async () => resources.use(await startGuestbook({ ...place, ...variables }, root))
  const first = await start()
  const programs = [first]
  while (programs.length < frontEnds) programs.push(await start())
  if (!redis) await saturate(loadOf([first], POST), { amount: entries }, signal)
  const kept = resources.move()
  return { first, programs, variables: place, redis, ids, [Symbol.asyncDispose]: () => kept.disposeAsync() }
}

async function fill(master: RedisNode, entries: number, signal: AbortSignal): Promise<string[]> {
  const ids: string[] = []
  while (ids.length < entries) {
    signal.throwIfAborted()
    const last = Math.min(ids.length + BATCH, entries) - 1
    ids.push(...((await master.client().eval(FILL, 1, ENTRIES, ids.length, last, Date.now())) as string[]))
  }
  return ids
}
