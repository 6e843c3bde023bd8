import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { RedisTopology } from '../test/support/redis.ts'
import { get, loadOf, POST } from './load/load.ts'
import type { LoadThread } from './load/thread.ts'
import { ENTRIES, postRow, type Row, readRows, type Visit, visit } from './rows.ts'
import { type Guestbook, startGuestbook, temporaryDirectory } from './servers/guestbook.ts'
import { redisVariables, startLocalRedis } from './servers/redis.ts'

/** A way to run the guestbook, and the rows that are measured with it. */
export interface Setup {
  /** The part of the benchmark that it belongs to. */
  readonly part: 'reads' | 'writes' | 'embedded'
  readonly store: 'Redis' | 'SQLite'
  /** Beside where the book is. */
  readonly variables?: Readonly<Record<string, string>>
  rows(visit: Visit): readonly Row[]
}

export const SETUPS: readonly Setup[] = [
  { part: 'reads', store: 'Redis', rows: readRows },
  {
    part: 'reads',
    store: 'Redis',
    variables: { LOG_LEVEL: 'info' },
    rows: () => [{ measure: 'GET /, with its line of log (LOG_LEVEL=info)', requests: [get('/')], least: 'copy' }],
  },
  { part: 'writes', store: 'Redis', rows: () => [postRow('POST /api/entries', 0.8)] },
  {
    part: 'writes',
    store: 'Redis',
    variables: { WRITE_REPLICAS: '1' },
    rows: () => [postRow('POST /api/entries, WRITE_REPLICAS=1', 0.5)],
  },
  {
    part: 'embedded',
    store: 'SQLite',
    rows: (visit) =>
      [...readRows(visit), postRow('POST /api/entries', 0.8)].map((row) => ({
        ...row,
        measure: `embedded: ${row.measure}`,
      })),
  },
]

/** Where a setup keeps its book. Removed by `await using`. */
export interface Place extends AsyncDisposable {
  /** Tell a guestbook where the book is. */
  readonly variables: Readonly<Record<string, string>>
  /** Tell a bare server where its store is: the same Redis, or a directory of its own. */
  readonly bareVariables: Readonly<Record<string, string>>
  readonly redis?: RedisTopology
}

export async function openPlace({ store }: Setup): Promise<Place> {
  if (store === 'Redis') {
    const redis = await startLocalRedis(2)
    const variables = redisVariables(redis)
    return { redis, variables, bareVariables: variables, [Symbol.asyncDispose]: () => redis[Symbol.asyncDispose]() }
  }
  const directory = await temporaryDirectory()
  const [book, bare] = [join(directory.path, 'book'), join(directory.path, 'bare')]
  await Promise.all([mkdir(book), mkdir(bare)])
  return {
    variables: { DATA_DIR: book },
    bareVariables: { DATA_DIR: bare },
    [Symbol.asyncDispose]: () => directory[Symbol.asyncDispose](),
  }
}

/** A guestbook in a setup, with entries in its book, and its rows. Ended by `await using`. */
export interface Occupied extends AsyncDisposable {
  readonly guestbook: Guestbook
  readonly rows: readonly Row[]
}

/** Starts a guestbook and fills its book. `root` is its checkout, this one by default. */
export async function occupy(load: LoadThread, setup: Setup, place: Place, root?: string): Promise<Occupied> {
  const guestbook = await startGuestbook({ ...place.variables, ...setup.variables }, root)
  await load.run('saturate', loadOf(guestbook, POST), { amount: ENTRIES })
  return {
    guestbook,
    rows: setup.rows(await visit(guestbook.url)),
    [Symbol.asyncDispose]: () => guestbook[Symbol.asyncDispose](),
  }
}
