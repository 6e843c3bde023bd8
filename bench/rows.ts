import { get, type LoadRequest, POST } from './load/load.ts'

/** One thing that people ask of the guestbook: a row of the results. */
export interface Row {
  readonly measure: string
  /** Asked in turn. */
  readonly requests: readonly LoadRequest[]
  /** What it is compared with: the same bytes from memory, one read of the store, or one write to it. */
  readonly least: 'copy' | 'range' | 'add'
  /** The least ratio of requests a second to aim for. */
  readonly goal?: number
}

/** What a browser knows after its visits, and where older pages begin. */
export interface Visit {
  readonly pageTag: string
  readonly apiTag: string
  /** Of a first visit. */
  readonly cookie: string
  /** Of somebody who has chosen a language and signed: all three cookies. */
  readonly returningCookie: string
  readonly returningTag: string
  /** Ids of entries below what a process keeps in memory, a page from each of which is asked for. */
  readonly cursors: readonly string[]
}

/** What is known before the first visit; enough to know the names of the rows. */
export const NO_VISIT: Visit = {
  pageTag: '',
  apiTag: '',
  cookie: '',
  returningCookie: '',
  returningTag: '',
  cursors: [],
}

/** How many entries a book needs for these rows. */
export const ENTRIES = 2000

/** What readers ask for. */
export function readRows(visit: Visit): Row[] {
  const plain = { 'accept-encoding': 'identity' }
  const pages = visit.cursors.map((cursor) => `/?before=${cursor}`)
  const entries = visit.cursors.map((cursor) => `/api/entries?before=${cursor}`)
  const row = (measure: string, least: Row['least'], goal: number | undefined, ...requests: LoadRequest[]): Row => {
    return { measure, requests, least, ...(goal === undefined ? {} : { goal }) }
  }
  const { cookie, returningCookie } = visit
  return [
    row('GET /', 'copy', 0.9, get('/')),
    row('GET /api/entries', 'copy', 0.9, get('/api/entries')),
    row('GET /, unchanged (304)', 'copy', 0.95, get('/', { 'if-none-match': visit.pageTag, cookie })),
    row('GET /api/entries, unchanged (304)', 'copy', 0.95, get('/api/entries', { 'if-none-match': visit.apiTag })),
    row('GET /, returning visitor (three cookies)', 'copy', undefined, get('/', { cookie: returningCookie })),
    row(
      'GET /, returning visitor, unchanged (304)',
      'copy',
      undefined,
      get('/', { 'if-none-match': visit.returningTag, cookie: returningCookie }),
    ),
    row('GET /?before=, all the same page', 'range', 0.8, ...pages.slice(0, 1).map((path) => get(path, plain))),
    row(
      'GET /api/entries?before=, all the same page',
      'range',
      0.8,
      ...entries.slice(0, 1).map((path) => get(path, plain)),
    ),
    row('GET /?before=, each another page', 'range', 0.8, ...pages.map((path) => get(path, plain))),
    row('GET /api/entries?before=, each another page', 'range', 0.8, ...entries.map((path) => get(path, plain))),
    row('GET /?before=, each another page, brotli', 'range', undefined, ...pages.map((path) => get(path))),
  ]
}

/** What writers send. */
export function postRow(measure: string, goal: number): Row {
  return { measure, requests: [POST], least: 'add', goal }
}

/** Visits a guestbook that holds {@link ENTRIES} entries. */
export async function visit(url: string): Promise<Visit> {
  const first = await ask(url, '/')
  const chosen = await ask(url, '/?lang=en', { cookie: first.cookie })
  const { body, headers = {} } = POST
  const signed = await fetch(`${url}/api/entries`, {
    method: 'POST',
    body: body ?? '',
    headers: { ...headers, 'idempotency-key': crypto.randomUUID() },
  })
  if (signed.status !== 201) throw new Error(`expected 201 for a post, got ${signed.status}`)
  const returningCookie = [first.cookie, chosen.cookie, cookiesOf(signed)].filter(Boolean).join('; ')
  return {
    cookie: first.cookie,
    pageTag: (await ask(url, '/', { cookie: first.cookie })).tag,
    apiTag: (await ask(url, '/api/entries')).tag,
    returningCookie,
    returningTag: (await ask(url, '/', { cookie: returningCookie })).tag,
    cursors: await olderHalf(url),
  }
}

async function ask(url: string, path: string, headers: Readonly<Record<string, string>> = {}) {
  const response = await fetch(url + path, { headers: get(path, headers).headers ?? {} })
  await response.arrayBuffer()
  return { cookie: cookiesOf(response), tag: response.headers.get('etag') ?? '' }
}

function cookiesOf({ headers }: Response): string {
  return headers
    .getSetCookie()
    .map((line) => line.split(';', 1)[0])
    .join('; ')
}

async function olderHalf(url: string): Promise<string[]> {
  const ids: string[] = []
  while (ids.length < ENTRIES) {
    const before = ids.length > 0 ? `&before=${ids.at(-1)}` : ''
    const response = await fetch(`${url}/api/entries?limit=100${before}`)
    const { entries } = (await response.json()) as { entries: { id: string }[] }
    if (entries.length === 0) throw new Error(`expected ${ENTRIES} entries, got ${ids.length}`)
    ids.push(...entries.map(({ id }) => id))
  }
  return ids.slice(ENTRIES / 2, ENTRIES - 20)
}
