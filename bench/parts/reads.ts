import { MIDDLE } from '../bare/sqlite-store.ts'
import { atLeast, type Finding } from '../findings.ts'
import { type Comparison, compare } from '../load/compare.ts'
import type { Load, LoadRequest } from '../load/load.ts'
import { get, getPlain, loadOf, POST } from '../load/requests.ts'
import type { Context, Part } from '../part.ts'
import { type Store, startBareFastify } from '../processes/bare.ts'
import { type Guestbook, startGuestbook } from '../processes/guestbook.ts'
import { startLocalRedis } from '../processes/redis.ts'
import { comparisonSeconds, type Scale } from '../scale.ts'

/** How many entries the book has: the cursor of an older page stands well below what a process keeps in memory. */
const ENTRIES = 600

/** Of how many older pages each is asked for in turn, where they are not all the same. */
const PAGES = 30

const SAME_BYTES = 'bare Fastify, same bytes and headers'

export const reads: Part = {
  name: 'reads',
  about: 'newest and older pages, on Redis',
  estimate: (scale) => 2 + 10 * comparisonSeconds(scale),
  async run(context) {
    await using redis = await startLocalRedis(2)
    await using guestbook = await startGuestbook(redis, context.signal)
    const findings = await compareReads(context, guestbook, { redis })
    await using logging = await startGuestbook(redis, context.signal, { LOG_LEVEL: 'info' })
    return { findings: [...findings, await compareLogged(context, logging)] }
  },
}

export const readsSeconds = (scale: Scale) => 9 * comparisonSeconds(scale)

/**
 * Compares what readers ask for with a bare Fastify: the newest page from memory with its bytes, older ones, which it
 * does not compress, with a read of the store.
 */
export async function compareReads(context: Context, guestbook: Guestbook, store: Store): Promise<Finding[]> {
  context.progress.step('filling the book')
  await context.load.saturate(loadOf(guestbook, POST), { amount: ENTRIES })
  const { cursors, cookie, pageTag, entriesTag } = await visit(guestbook.url)
  const newest = [
    get('/'),
    get('/api/entries'),
    get('/', { 'if-none-match': pageTag, cookie }),
    get('/api/entries', { 'if-none-match': entriesTag }),
  ].map((request) => loadOf(guestbook, request))
  await using bare = await startBareFastify(context.signal, { store, copied: newest })
  const [redis, read, places] =
    'redis' in store
      ? [store.redis, 'XREVRANGE', cursors]
      : [undefined, 'SELECT', cursors.map((_, index) => `${Number(MIDDLE) + index}`)]
  const copy = (index: number): Load => {
    const { headers } = newest[index]?.requests[0] ?? {}
    return loadOf(bare, get(`/copy/${index}`, headers))
  }
  const fromMemory = (measure: string, index: number, goal: number): Comparison => ({
    measure,
    ours: { load: newest[index] as Load, program: guestbook },
    reference: { load: copy(index), program: bare },
    comparedWith: SAME_BYTES,
    goal: atLeast(goal),
    sameBytes: true,
  })
  const fromStore = (measure: string, requests: readonly LoadRequest[], goal?: number): Comparison => ({
    measure,
    ours: { load: loadOf(guestbook, ...requests), program: guestbook, redis },
    reference: {
      load: loadOf(bare, ...requests.map((_, index) => getPlain(`/range?before=${places[index]}`))),
      program: bare,
      redis,
    },
    comparedWith: `bare Fastify, one ${read} as JSON`,
    goal: goal === undefined ? undefined : atLeast(goal),
  })
  const olderPages = cursors.map((cursor) => `/?before=${cursor}`)
  const olderEntries = cursors.map((cursor) => `/api/entries?before=${cursor}`)
  const findings: Finding[] = []
  for (const comparison of [
    fromMemory('GET /', 0, 0.9),
    fromMemory('GET /api/entries', 1, 0.9),
    fromMemory('GET /, unchanged (304)', 2, 0.95),
    fromMemory('GET /api/entries, unchanged (304)', 3, 0.95),
    fromStore('GET /?before=', olderPages.slice(0, 1).map(getPlain), 0.8),
    fromStore('GET /api/entries?before=', olderEntries.slice(0, 1).map(getPlain), 0.8),
    fromStore(`GET /?before=, ${PAGES} pages in turn`, olderPages.map(getPlain), 0.8),
    fromStore(`GET /api/entries?before=, ${PAGES} pages in turn`, olderEntries.map(getPlain), 0.8),
    fromStore(
      `GET /?before=, ${PAGES} pages in turn, compressed for a browser`,
      olderPages.map((path) => get(path)),
    ),
  ]) {
    findings.push(await compare(context, comparison))
  }
  return findings
}

/** What a line of log for each request costs, which the other comparisons leave out. */
async function compareLogged(context: Context, guestbook: Guestbook): Promise<Finding> {
  const load = loadOf(guestbook, get('/'))
  await using bare = await startBareFastify(context.signal, { copied: [load] })
  return await compare(context, {
    measure: 'GET /, with its line of log (LOG_LEVEL=info)',
    ours: { load, program: guestbook },
    reference: { load: loadOf(bare, get('/copy/0')), program: bare },
    comparedWith: `${SAME_BYTES}, no log`,
  })
}

/** What a browser knows after a visit: cursors of pages further down, its cookie, and the tags of what it has. */
async function visit(url: string) {
  const page = await fetch(url, { headers: get('/').headers ?? {} })
  const entries = await fetch(`${url}/api/entries`, { headers: get('/').headers ?? {} })
  await Promise.all([page.arrayBuffer(), entries.arrayBuffer()])
  const cookie = page.headers.getSetCookie().map((line) => line.split(';', 1)[0])
  return {
    cursors: await cursorsOfMiddle(url),
    cookie: cookie.join('; '),
    pageTag: page.headers.get('etag') ?? '',
    entriesTag: entries.headers.get('etag') ?? '',
  }
}

async function cursorsOfMiddle(url: string): Promise<string[]> {
  let next = ''
  let ids: string[] = []
  for (let read = 0; read < ENTRIES / 2; read += 100) {
    const page = await fetch(`${url}/api/entries?limit=100${next && `&before=${next}`}`)
    const { next: cursor, entries } = (await page.json()) as { next: string | null; entries: { id: string }[] }
    if (cursor === null) throw new Error(`expected more than ${read + 100} entries, got no cursor`)
    next = cursor
    ids = entries.map(({ id }) => id)
  }
  return ids.slice(-PAGES)
}
