import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { RedisTopology } from '../test/support/redis.ts'
import { loadOf, POST } from './load/load.ts'
import type { Context } from './part.ts'
import type { Setup } from './rows.ts'
import { redisVariables, startLocalRedis } from './servers/redis.ts'
import { type Program, startGuestbook, temporaryDirectory } from './servers/start.ts'
import { type Visit, visit } from './visit.ts'

/** A book of its own with entries, and the guestbook that serves it. Ended by `await using`. */
export interface Book extends AsyncDisposable {
  /** One, or several front ends. */
  readonly programs: readonly Program[]
  /** The store for a bare server: the same Redis, or its own directory. */
  readonly bareVariables: Readonly<Record<string, string>>
  readonly redis: RedisTopology | undefined
  readonly visit: Visit
}

/** Starts a guestbook, fills its book and visits it. `root` is its checkout, this one by default. */
export async function openBook(
  { load, scale, progress }: Context,
  { store, variables, frontEnds = 1 }: Omit<Setup, 'part' | 'rows'>,
  root?: string,
): Promise<Book> {
  progress(`filling a book on ${store}`)
  await using resources = new AsyncDisposableStack()
  const redis = store === 'Redis' ? resources.use(await startLocalRedis(2)) : undefined
  const place = redis ? redisVariables(redis) : { DATA_DIR: resources.use(await temporaryDirectory()).path }
  const bareVariables = place.DATA_DIR === undefined ? place : { DATA_DIR: join(place.DATA_DIR, 'bare') }
  if (bareVariables.DATA_DIR) await mkdir(bareVariables.DATA_DIR)
  const programs: Program[] = []
  for (let number = 0; number < frontEnds; number++) {
    programs.push(resources.use(await startGuestbook({ ...place, ...variables }, root)))
  }
  await load.run('saturate', loadOf(programs, POST), { amount: scale.entries })
  const visited = await visit(programs[0]?.url ?? '', scale.entries)
  const kept = resources.move()
  return { programs, bareVariables, redis, visit: visited, [Symbol.asyncDispose]: () => kept.disposeAsync() }
}
