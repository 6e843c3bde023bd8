import { get, type LoadRequest, POST } from './load/load.ts'

/** A row of the results: one kind of request. */
export interface Row {
  readonly measure: string
  /** The minimum to compare with: the same bytes from memory, one read of the store, or one write to it. */
  readonly least: 'copy' | 'range' | 'add'
  /** The lowest acceptable ratio of requests per second. */
  readonly goal?: number
  /** The requests, sent in turn. */
  requests(visit: Visit): readonly LoadRequest[]
}

/** Cookies and ETags that a browser has after visits. */
export interface Visit {
  readonly first: Known
  /** Of a visitor who has chosen a language and signed. */
  readonly returning: Known
  readonly apiTag: string
  /** Ids where older pages begin, below the entries that a process keeps in memory. */
  readonly cursors: readonly string[]
}

interface Known {
  readonly cookie: string
  readonly tag: string
}

/** The number of entries that a book needs for these rows. */
export const ENTRIES = 2000

const PLAIN = { 'accept-encoding': 'identity' }
const pageBefore = (cursor: string) => `/?before=${cursor}`
const entriesBefore = (cursor: string) => `/api/entries?before=${cursor}`
const unchanged = ({ cookie, tag }: Known) => [get('/', { 'if-none-match': tag, cookie })]

const older = ({ cursors: [cursor = ''] }: Visit) => cursor
const row = (measure: string, least: Row['least'], goal: number | undefined, requests: Row['requests']): Row => ({
  measure,
  least,
  ...(goal === undefined ? {} : { goal }),
  requests,
})

export const READS: readonly Row[] = [
  row('GET /', 'copy', 0.9, () => [get('/')]),
  row('GET /api/entries', 'copy', 0.9, () => [get('/api/entries')]),
  row('GET /, unchanged (304)', 'copy', 0.95, ({ first }) => unchanged(first)),
  row('GET /api/entries, unchanged (304)', 'copy', 0.95, ({ apiTag }) => [
    get('/api/entries', { 'if-none-match': apiTag }),
  ]),
  row('GET /, returning visitor (three cookies)', 'copy', undefined, ({ returning }) => [
    get('/', { cookie: returning.cookie }),
  ]),
  row('GET /, returning visitor, unchanged (304)', 'copy', undefined, ({ returning }) => unchanged(returning)),
  row('GET /?before=, all the same page', 'range', 0.8, (visit) => [get(pageBefore(older(visit)), PLAIN)]),
  row('GET /api/entries?before=, all the same page', 'range', 0.8, (visit) => [
    get(entriesBefore(older(visit)), PLAIN),
  ]),
  row('GET /?before=, each another page', 'range', 0.8, ({ cursors }) =>
    cursors.map((cursor) => get(pageBefore(cursor), PLAIN)),
  ),
  row('GET /api/entries?before=, each another page', 'range', 0.8, ({ cursors }) =>
    cursors.map((cursor) => get(entriesBefore(cursor), PLAIN)),
  ),
  row('GET /?before=, each another page, brotli', 'range', undefined, ({ cursors }) =>
    cursors.map((cursor) => get(pageBefore(cursor))),
  ),
]

export function postRow(measure: string, goal: number): Row {
  return { measure, least: 'add', goal, requests: () => [POST] }
}

/** Visits a guestbook that holds {@link ENTRIES} entries. */
export async function visit(url: string): Promise<Visit> {
  const { cookie } = await ask(url, get('/'))
  const chosen = await ask(url, get('/?lang=en', { cookie }))
  const signed = await ask(url, { ...POST, headers: { ...POST.headers, 'idempotency-key': crypto.randomUUID() } })
  const all = [cookie, chosen.cookie, signed.cookie].filter(Boolean).join('; ')
  return {
    first: { cookie, tag: (await ask(url, get('/', { cookie }))).tag },
    returning: { cookie: all, tag: (await ask(url, get('/', { cookie: all }))).tag },
    apiTag: (await ask(url, get('/api/entries'))).tag,
    cursors: await olderHalf(url),
  }
}

async function ask(url: string, { path, ...request }: LoadRequest): Promise<Known> {
  const { ok, status, headers } = await fetch(url + path, request)
  if (!ok) throw new Error(`expected ${request.method} ${path} to succeed, got ${status}`)
  const cookies = headers.getSetCookie().map((line) => line.split(';', 1)[0])
  return { cookie: cookies.join('; '), tag: headers.get('etag') ?? '' }
}

async function olderHalf(url: string): Promise<string[]> {
  const ids: string[] = []
  while (ids.length < ENTRIES) {
    const before = ids.length > 0 ? `&before=${ids.at(-1)}` : ''
    const { entries } = (await (await fetch(`${url}/api/entries?limit=100${before}`)).json()) as {
      entries: { id: string }[]
    }
    if (entries.length === 0) throw new Error(`expected ${ENTRIES} entries, got ${ids.length}`)
    ids.push(...entries.map(({ id }) => id))
  }
  return ids.slice(ENTRIES / 2, ENTRIES - 20)
}
