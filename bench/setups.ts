import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { RedisTopology } from '../test/support/redis.ts'
import { get, loadOf, POST } from './load/load.ts'
import type { LoadThread } from './load/thread.ts'
import { ENTRIES, postRow, READS, type Row, type Visit, visit } from './rows.ts'
import { startGuestbook, temporaryDirectory } from './servers/guestbook.ts'
import type { Program } from './servers/program.ts'
import { redisVariables, startLocalRedis } from './servers/redis.ts'

export interface Setup {
  readonly part: 'reads' | 'writes' | 'embedded'
  readonly store: 'Redis' | 'SQLite'
  /** Variables besides those of the store. */
  readonly variables?: Readonly<Record<string, string>>
  readonly rows: readonly Row[]
}

export const SETUPS: readonly Setup[] = [
  { part: 'reads', store: 'Redis', rows: READS },
  {
    part: 'reads',
    store: 'Redis',
    variables: { LOG_LEVEL: 'info' },
    rows: [{ measure: 'GET /, with its line of log (LOG_LEVEL=info)', least: 'copy', requests: () => [get('/')] }],
  },
  { part: 'writes', store: 'Redis', rows: [postRow('POST /api/entries', 0.8)] },
  {
    part: 'writes',
    store: 'Redis',
    variables: { WRITE_REPLICAS: '1' },
    rows: [postRow('POST /api/entries, WRITE_REPLICAS=1', 0.5)],
  },
  {
    part: 'embedded',
    store: 'SQLite',
    rows: [...READS, postRow('POST /api/entries', 0.8)].map((row) => ({ ...row, measure: `embedded: ${row.measure}` })),
  },
]

/** The place of a setup's book. Removed by `await using`. */
export interface Place extends AsyncDisposable {
  /** The store for a guestbook. */
  readonly variables: Readonly<Record<string, string>>
  /** The store for a bare server: the same Redis, or its own directory. */
  readonly bareVariables: Readonly<Record<string, string>>
  readonly redis?: RedisTopology
}

export async function openPlace({ store }: Setup): Promise<Place> {
  if (store === 'Redis') {
    const redis = await startLocalRedis(2)
    const variables = redisVariables(redis)
    return { redis, variables, bareVariables: variables, [Symbol.asyncDispose]: redis[Symbol.asyncDispose] }
  }
  const directory = await temporaryDirectory()
  const bare = join(directory.path, 'bare')
  await mkdir(bare)
  const variables = { DATA_DIR: join(directory.path, 'book') }
  return { variables, bareVariables: { DATA_DIR: bare }, [Symbol.asyncDispose]: directory[Symbol.asyncDispose] }
}

/** Starts a guestbook, which the caller ends, fills its book and visits it. `root` is its checkout, this one by default. */
export async function startIn(
  place: Place,
  { variables }: Setup,
  load: LoadThread,
  root?: string,
): Promise<Program & { readonly visit: Visit }> {
  await using starting = new AsyncDisposableStack()
  const guestbook = starting.use(await startGuestbook({ ...place.variables, ...variables }, root))
  await load.run('saturate', loadOf(guestbook, POST), { amount: ENTRIES })
  const visited = { ...guestbook, visit: await visit(guestbook.url) }
  starting.move()
  return visited
}
